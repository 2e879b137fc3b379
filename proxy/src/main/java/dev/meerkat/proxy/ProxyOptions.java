package dev.meerkat.proxy;

import dev.meerkat.cache.Namespace;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How wrapped handles behave. Immutable.
 *
 * @param defaultTtl how long a result is kept at most, where nobody says; at least a millisecond
 * @param resultBytes a result of more bytes of BSON is streamed to its caller by the driver and not cached; positive
 * @param multiDb whether a caller may name another database with {@code db(name)}
 * @param fillTimeout how long a read that fills the cache may take before the caller's own read runs instead; short, for
 *     the caller waits for both; at least a millisecond
 * @param readsWhileShut how many reads go to MongoDB at a time while the cache can't serve; positive
 * @param uncached namespaces that are never cached
 * @param collections how each collection is cached; gives the same object each time
 */
public record ProxyOptions(
        Duration defaultTtl,
        int resultBytes,
        boolean multiDb,
        Duration fillTimeout,
        int readsWhileShut,
        Predicate<Namespace> uncached,
        Function<Namespace, CollectionSettings> collections) {

    /**
     * Checks the values.
     *
     * @param defaultTtl how long a result is kept at most, where nobody says; at least a millisecond
     * @param resultBytes a result of more bytes of BSON is streamed to its caller by the driver and not cached;
     *     positive
     * @param multiDb whether a caller may name another database with {@code db(name)}
     * @param fillTimeout how long a read that fills the cache may take before the caller's own read runs instead;
     *     short, for the caller waits for both; at least a millisecond
     * @param readsWhileShut how many reads go to MongoDB at a time while the cache can't serve; positive
     * @param uncached namespaces that are never cached
     * @param collections how each collection is cached; gives the same object each time
     * @throws IllegalArgumentException naming the first bad one
     */
    public ProxyOptions {
        ReadPolicy.requireMillis(defaultTtl, "defaultTtl");
        ReadPolicy.requireMillis(fillTimeout, "fillTimeout");
        if (resultBytes <= 0) {
            throw new IllegalArgumentException("resultBytes is " + resultBytes + "; it must be positive");
        }
        if (readsWhileShut <= 0) {
            throw new IllegalArgumentException("readsWhileShut is " + readsWhileShut + "; it must be positive");
        }
    }

    /**
     * Options under which all collections are cached alike, and 64 reads at a time are let through.
     *
     * @param defaultTtl how long a result is kept at most, where nobody says; at least a millisecond
     * @param resultBytes a result of more bytes of BSON is streamed to its caller by the driver and not cached;
     *     positive
     * @param multiDb whether a caller may name another database with {@code db(name)}
     * @param fillTimeout how long a read that fills the cache may take before the caller's own read runs instead;
     *     short, for the caller waits for both; at least a millisecond
     * @param uncached namespaces that are never cached
     */
    public ProxyOptions(
            Duration defaultTtl,
            int resultBytes,
            boolean multiDb,
            Duration fillTimeout,
            Predicate<Namespace> uncached) {
        this(defaultTtl, resultBytes, multiDb, fillTimeout, 64, uncached, namespace -> CollectionSettings.DEFAULT);
    }
}
