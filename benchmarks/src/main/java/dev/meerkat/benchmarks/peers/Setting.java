package dev.meerkat.benchmarks.peers;

import java.time.Duration;

/**
 * Where a contender works.
 *
 * @param mongo MongoDB's connection string
 * @param redis Redis' URL
 * @param database the name of the database that holds the corpus; others that a contender makes, and the keys in Redis, begin
 *     with it
 * @param ttl how long anything is cached at most
 */
public record Setting(String mongo, String redis, String database, Duration ttl) {

    /** How many entries of a kind a cache in the process may hold: all of the corpus. */
    static final int LOCAL_ENTRIES = 10_000;

    /** Where Meerkat keeps what is its own. */
    public String metadataDatabase() {
        return database + "-metadata";
    }

    /** Addresses may hold passwords. */
    @Override
    public String toString() {
        return database;
    }
}
