package dev.meerkat.proxy;

import com.mongodb.MongoNamespace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is said about calls. Immutable.
 *
 * @param noCache whether reads go straight to MongoDB
 * @param ttl how long a result is kept at most, at least a millisecond; null where nothing is said
 * @param maxStale the caller's own bound, not negative; null where nothing is said
 * @param database which database is meant instead of the handle's own, in reads and in writes; null where nothing is said
 */
public record CallOptions(
        boolean noCache,
        @Nullable Duration ttl,
        @Nullable Duration maxStale,
        @Nullable String database) {

    /** Nothing is said. */
    public static final CallOptions NONE = new CallOptions(false, null, null, null);

    /**
     * Checks the values.
     *
     * @param noCache whether reads go straight to MongoDB
     * @param ttl how long a result is kept at most, at least a millisecond; null where nothing is said
     * @param maxStale the caller's own bound, not negative; null where nothing is said
     * @param database which database is meant instead of the handle's own, in reads and in writes; null where nothing
     *     is said
     * @throws IllegalArgumentException where the time is too short, the bound negative, or the database's name is none
     */
    public CallOptions {
        if (ttl != null) {
            ReadPolicy.requireMillis(ttl, "ttl");
        }
        if (maxStale != null) {
            ReadPolicy.requireBound(maxStale);
        }
        if (database != null) {
            MongoNamespace.checkDatabaseNameValidity(database);
        }
    }

    /** {@return the same, and reads go straight to MongoDB} */
    public CallOptions uncached() {
        return new CallOptions(true, ttl, maxStale, database);
    }

    /**
     * {@return the same with this time}
     *
     * @param newTtl a millisecond at least
     */
    public CallOptions keptFor(Duration newTtl) {
        return new CallOptions(noCache, newTtl, maxStale, database);
    }

    /**
     * {@return the same with this bound}
     *
     * @param newBound not negative
     */
    public CallOptions within(Duration newBound) {
        return new CallOptions(noCache, ttl, newBound, database);
    }

    /**
     * {@return the same in this database}
     *
     * @param newDatabase the database's name
     */
    public CallOptions in(String newDatabase) {
        return new CallOptions(noCache, ttl, maxStale, newDatabase);
    }

    /**
     * {@return both: where both say a time, a bound or a database, this one's holds; no cache holds where either says
     * it}
     *
     * @param weaker what holds where this one says nothing
     */
    public CallOptions over(CallOptions weaker) {
        return new CallOptions(
                noCache || weaker.noCache,
                ttl == null ? weaker.ttl : ttl,
                maxStale == null ? weaker.maxStale : maxStale,
                database == null ? weaker.database : database);
    }
}
