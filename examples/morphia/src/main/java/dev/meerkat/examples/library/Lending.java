package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.filters.Filters.gt;
import static dev.morphia.query.updates.UpdateOperators.dec;
import static dev.morphia.query.updates.UpdateOperators.inc;

import dev.morphia.Datastore;
import dev.morphia.UpdateOptions;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Lends items and takes them back, all or nothing. */
public class Lending {

    private final Datastore datastore;

    /** Lends what lies in this datastore. */
    public Lending(Datastore datastore) {
        this.datastore = datastore;
    }

    /**
     * Lends a copy, in a transaction.
     *
     * @throws IllegalStateException where none is here
     */
    public Loan lend(String itemId, String memberId, LocalDate today) {
        return Objects.requireNonNull(datastore.withTransaction(session -> {
            Member member =
                    session.find(Member.class).filter(eq("_id", memberId)).first();
            session.find(Member.class).filter(eq("_id", memberId)).update(new UpdateOptions(), inc("loans"));
            long taken = session.find(Item.class)
                    .filter(eq("_id", itemId), gt("copies", 0))
                    .update(new UpdateOptions(), dec("copies"))
                    .getModifiedCount();
            if (member == null || taken == 0) {
                throw new IllegalStateException(memberId + " can't have " + itemId);
            }
            Item item = session.find(Item.class).filter(eq("_id", itemId)).first();
            return session.save(new Loan(member, Objects.requireNonNull(item), today));
        }));
    }

    /** Takes a copy back, in a transaction. */
    public void giveBack(Loan loan) {
        datastore.withTransaction(session -> {
            session.find(Item.class).filter(eq("_id", loan.item().id())).update(new UpdateOptions(), inc("copies"));
            session.find(Member.class).filter(eq("_id", loan.member().id())).update(new UpdateOptions(), dec("loans"));
            return session.delete(loan);
        });
    }

    /** What a member has at home. */
    public List<Loan> of(String memberId) {
        Member member = datastore.find(Member.class).filter(eq("_id", memberId)).first();
        return member == null
                ? List.of()
                : datastore
                        .find(Loan.class)
                        .filter(eq("member", member))
                        .iterator()
                        .toList();
    }
}
