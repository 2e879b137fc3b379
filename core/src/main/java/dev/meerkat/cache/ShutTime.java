package dev.meerkat.cache;

import dev.meerkat.cache.Gate.Instants;

/**
 * Adds up for how long a gate has been shut. A gate shuts by time passing, when nobody looks: so nothing is counted while
 * time passes, but from the instants that the gate itself goes by, with its own measure of elapsed time. Not thread-safe:
 * the gate's monitor guards it.
 */
final class ShutTime {

    private final long boundNanos;

    /** What the present stretch is measured from, and for how long after it the gate stays open. */
    private Instants since;

    private long openNanos;
    private long ended;
    private long told;

    /** @param start from which on the gate is shut */
    ShutTime(Instants start, long boundNanos) {
        this.since = start;
        this.boundNanos = boundNanos;
    }

    /** The gate goes by this instant from now on: that may have opened it, keep it open, or not suffice. */
    void renew(Instants fresh, Instants now) {
        long shut = shutFor(now);
        if (shut == 0 || fresh.nanosUntil(now.nanos(), now.millis()) <= boundNanos) {
            ended += shut;
            since = fresh;
            openNanos = boundNanos;
        }
    }

    /** The sum, in nanoseconds. Never less than before, also where the wall clock goes back. */
    long total(Instants now) {
        told = Math.max(told, ended + shutFor(now));
        return told;
    }

    private long shutFor(Instants now) {
        return Math.max(0, since.nanosUntil(now.nanos(), now.millis()) - openNanos);
    }
}
