package dev.meerkat.simulation;

/**
 * A read as the checker sees it.
 *
 * @param target what was read
 * @param began when, in simulated time
 * @param boundNanos the bound on staleness that the reader relies on
 * @param required from {@link Seen#required}, as of the beginning
 * @param least the cluster time of the oldest state that a query's result may be of, by what was seen
 * @param who for the report
 */
record Reading(Target target, long began, long boundNanos, long[] required, long least, String who) {

    /** For reads that go past the cache to a server that may lag: only what was seen before counts. */
    static final long UNBOUNDED = Long.MAX_VALUE / 4;

    /** The end of what may be missing: who read later must not lack what was with the majority before. */
    long known() {
        return began - boundNanos;
    }

    Reading by(String other) {
        return new Reading(target, began, boundNanos, required, least, other);
    }

    Reading within(long nanos) {
        return new Reading(target, began, nanos, required, least, who);
    }
}
