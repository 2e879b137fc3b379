package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Id;
import dev.morphia.annotations.IndexOptions;
import dev.morphia.annotations.Indexed;

/** Who may borrow. */
@Entity("members")
public class Member {

    @Id
    private String id;

    @Indexed(options = @IndexOptions(unique = true))
    private String email;

    private int loans;

    Member(String id, String email) {
        this.id = id;
        this.email = email;
    }

    public String id() {
        return id;
    }

    public String email() {
        return email;
    }

    /** How much the member has at home. */
    public int loans() {
        return loans;
    }
}
