package dev.meerkat.benchmarks;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;

/** The document that is read: some 600 bytes of BSON. An immutable record, which callers may share. */
public record User(
        @BsonId ObjectId id,
        String name,
        String email,
        String plan,
        Address address,
        String about,
        Instant registered,
        long visits,
        boolean active) {

    /** A part of it. */
    public record Address(String street, String city, String postcode, String country) {}

    /** The user of this number, from zero; always the same. */
    public static User numbered(int number) {
        return new User(
                new ObjectId(String.format("%024x", number + 1)),
                "User " + number,
                "user" + number + "@example.org",
                number % 3 == 0 ? "premium" : "free",
                new Address(number + " Burrow Road", "Upington", "8801", "ZA"),
                ("Number " + number + " stands sentinel while the others forage. ").repeat(6),
                Instant.ofEpochSecond(1_700_000_000L + number),
                number,
                true);
    }
}
