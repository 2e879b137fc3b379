package dev.meerkat.cache;

import org.jspecify.annotations.Nullable;

/**
 * Which documents a result was made of, where that was asked. Immutable; the array is not copied and must not be changed.
 *
 * @param ids a BSON document for each that has its {@code _id}, one after the other; null where they are not known
 * @param tooMany whether they are not known because there were too many
 * @param asof the cluster time that they reflect at least
 * @param upTo the reply's operation time where it was asked for this very result; else {@link ClusterTime#NONE}
 */
@SuppressWarnings("ArrayRecordComponent")
record Inputs(byte @Nullable [] ids, boolean tooMany, long asof, long upTo) {

    /** So many documents at most: each is a look into the table of tags at every hit. */
    static final int MOST = 64;

    static final Inputs NOT_ASKED = new Inputs(null, false, ClusterTime.NONE, ClusterTime.NONE);
    static final Inputs TOO_MANY = new Inputs(null, true, ClusterTime.NONE, ClusterTime.NONE);

    /** Those of another result, which this one was made of as well. */
    static Inputs of(byte[] ids, long asof) {
        return new Inputs(ids, false, asof, ClusterTime.NONE);
    }

    int weight() {
        return ids == null ? 0 : ids.length + Long.BYTES;
    }
}
