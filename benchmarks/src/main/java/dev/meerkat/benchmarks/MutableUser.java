package dev.meerkat.benchmarks;

import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The same document as a class with setters: every caller gets an object of its own. */
public class MutableUser {

    private @Nullable ObjectId id;
    private @Nullable String name;
    private @Nullable String email;
    private @Nullable String plan;
    private User.@Nullable Address address;
    private @Nullable String about;
    private @Nullable Instant registered;
    private long visits;
    private boolean active;

    public @Nullable ObjectId getId() {
        return id;
    }

    public void setId(@Nullable ObjectId value) {
        id = value;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String value) {
        name = value;
    }

    public @Nullable String getEmail() {
        return email;
    }

    public void setEmail(@Nullable String value) {
        email = value;
    }

    public @Nullable String getPlan() {
        return plan;
    }

    public void setPlan(@Nullable String value) {
        plan = value;
    }

    public User.@Nullable Address getAddress() {
        return address;
    }

    public void setAddress(User.@Nullable Address value) {
        address = value;
    }

    public @Nullable String getAbout() {
        return about;
    }

    public void setAbout(@Nullable String value) {
        about = value;
    }

    public @Nullable Instant getRegistered() {
        return registered;
    }

    public void setRegistered(@Nullable Instant value) {
        registered = value;
    }

    public long getVisits() {
        return visits;
    }

    public void setVisits(long value) {
        visits = value;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean value) {
        active = value;
    }
}
