package dev.meerkat.cache;

import org.jspecify.annotations.Nullable;

/**
 * Is told of every decision that a cache makes, when it has been made. For looking at a cache at work: a cache without one
 * does nothing for it. Thread-safe; called in the thread that reads or writes, so quick; must not throw.
 *
 * <p>Keys hold what the query's filter holds, which may be private.
 */
public interface DecisionListener {

    /** Who says that something changed. */
    enum Origin {
        /** A write through this cache, just answered. Its event comes later, by the log, and is told of again. */
        OWN_WRITE,
        /** The log: a change event, of whoever's write. */
        LOG
    }

    /**
     * A result was served.
     *
     * @param tier where it came from; {@link Outcome.Tier#FILLED} and {@link Outcome.Tier#JOINED} are misses
     * @param key stands for the read; its {@code toString} is for people
     */
    void served(Outcome.Tier tier, Object key);

    /**
     * A read was left to MongoDB.
     *
     * @param reason why
     * @param namespace what was read; null where that isn't known
     * @param key stands for the read; null where it has none
     */
    void bypassed(BypassReason reason, @Nullable Namespace namespace, @Nullable Object key);

    /**
     * Something changed: what is cached of it is not served any more.
     *
     * @param invalidation what, and at which cluster time
     * @param origin who says so
     * @param cached whether it is of something that a near tier holds: surely not, where false; likely, where true
     */
    void invalidated(Invalidation invalidation, Origin origin, boolean cached);

    /**
     * The gate has opened or shut. Told with the first decision after it, since a gate shuts when nobody looks.
     *
     * @param open whether it is open now
     */
    void gate(boolean open);
}
