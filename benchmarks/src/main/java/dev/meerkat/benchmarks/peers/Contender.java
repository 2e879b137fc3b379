package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.User;
import java.util.List;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * One way to read and write the users of a {@link Corpus}, through a cache or without. All results are immutable, so a
 * contender may hand out the same ones again. Safe for use by several threads.
 */
public interface Contender extends AutoCloseable {

    /**
     * The user of this id.
     *
     * @throws java.util.NoSuchElementException where there is none
     */
    User byId(ObjectId id);

    /** The users of a postcode in the order of their ids. */
    List<User> page(String postcode);

    /** What the users of a postcode add up to, by plan. */
    List<Totals> totals(String postcode);

    /**
     * Changes a user, and lets go of what this makes stale: of the user, of its postcode's page and totals. The change must
     * leave the postcode as it is.
     */
    void update(ObjectId id, Bson change);

    /** How many reads went to MongoDB so far: those that the cache did not answer. */
    long loads();

    @Override
    void close();
}
