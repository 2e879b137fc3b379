package dev.meerkat.cache;

/**
 * Something changed at a cluster time. Immutable; arrays are not copied and must not be changed.
 *
 * <p>Invalidations only ever raise: to apply one twice, late or out of order does no harm.
 */
public sealed interface Invalidation {

    /** {@return the change's cluster time} */
    long time();

    /**
     * Documents of a namespace changed: raises {@code n:<ns>} and each document's tag.
     *
     * @param time the change's cluster time
     * @param namespace where
     * @param documents the tags of all documents that may have changed, by {@link Tags#document}
     */
    record Documents(long time, Namespace namespace, long... documents) implements Invalidation {}

    /**
     * A whole namespace may have changed, what is not there included: {@code x:<ns>}.
     *
     * @param time the change's cluster time
     * @param namespace where
     */
    record WholeNamespace(long time, Namespace namespace) implements Invalidation {}

    /**
     * A whole database may have changed: {@code x:<db>}.
     *
     * @param time the change's cluster time
     * @param database its name
     */
    record WholeDatabase(long time, String database) implements Invalidation {}

    /**
     * Anything may have changed: {@code *}.
     *
     * @param time the change's cluster time
     */
    record Everything(long time) implements Invalidation {}
}
