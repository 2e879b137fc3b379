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
     * Documents of a namespace changed: raises {@code n:<ns>}, each document's tag, and what tells of the fields.
     *
     * @param time the change's cluster time
     * @param namespace where
     * @param fields which fields of theirs; {@link ChangedFields#ANY} also where documents came or went
     * @param documents the tags of all documents that may have changed, by {@link Tags#document}
     */
    record Documents(long time, Namespace namespace, ChangedFields fields, long... documents) implements Invalidation {

        /**
         * Any fields changed, or documents came or went.
         *
         * @param time the change's cluster time
         * @param namespace where
         * @param documents the tags of all documents that may have changed, by {@link Tags#document}
         */
        public Documents(long time, Namespace namespace, long... documents) {
            this(time, namespace, ChangedFields.ANY, documents);
        }

        /** Whether it raises this tag. */
        boolean raises(long tag) {
            return tag == namespace.anything()
                    || contains(documents, tag)
                    || (fields.isAny() ? tag == namespace.members() : contains(fields.tags(), tag));
        }

        private static boolean contains(long[] tags, long tag) {
            for (long its : tags) {
                if (its == tag) {
                    return true;
                }
            }
            return false;
        }
    }

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
