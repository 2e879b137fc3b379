package dev.meerkat.cache;

import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Open while it is known that every change older than the bound has been applied; nothing is served while it is shut.
 *
 * <p>Every so often a note is taken: the local instant <em>before</em> asking, and the cluster time C that a linearizable
 * read then reports. Whatever was acknowledged before the instant has a cluster time at or below C. Once the watermark has
 * strictly passed C, all of it has been applied, and the note's instant is how fresh this process surely is. Strictly,
 * because more events at the watermark's own time may follow. A leader that died, a silent network, a frozen Redis and a
 * lagging stream all look the same: no note is passed, and the gate shuts by itself.
 *
 * <p>Elapsed time is the longer of what the monotonic clock and the wall clock say, since a suspended machine's monotonic
 * clock may stand still. {@link #isOpen} takes no lock; notes and watermarks exclude each other by this object's monitor.
 */
public final class Gate {

    private static final int MAX_NOTES = 1024;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Ticker ticker;
    private final long boundNanos;
    private final boolean standing;
    private final boolean strict;
    private final boolean ownBound;
    private final Deque<Note> notes = new ArrayDeque<>();
    private final ShutTime shut;
    private final Watched watched = new Watched();
    private final NoteHistory history = new NoteHistory();
    private volatile long watermark = ClusterTime.NONE;
    private volatile long newest = ClusterTime.NONE;
    private volatile Instants fresh = Instants.NEVER;

    /**
     * @param ticker the process's clocks
     * @param maxStaleness the bound, positive
     * @param guards all, but in a test of the tests
     */
    public Gate(Ticker ticker, Duration maxStaleness, Guards guards) {
        this.ticker = ticker;
        this.boundNanos = maxStaleness.toNanos();
        this.standing = guards.has(Guard.GATE);
        this.strict = guards.has(Guard.NOTE_STRICTLY_PASSED);
        this.ownBound = guards.has(Guard.OWN_BOUND);
        this.shut = new ShutTime(now(), boundNanos);
    }

    /** Two readings of the local clocks. */
    record Instants(boolean known, long nanos, long millis) {
        static final Instants NEVER = new Instants(false, 0, 0);

        /** The time elapsed since: what the monotonic clock says or what the wall clock says, whichever is longer. */
        long nanosUntil(long nowNanos, long nowMillis) {
            return Math.max(nowNanos - nanos, (nowMillis - millis) * 1_000_000);
        }
    }

    private record Note(Instants taken, long clusterTime) {}

    /**
     * Reads the local clocks: to be called <em>before</em> the question is sent whose answer becomes a note.
     *
     * @return what was read of them
     */
    public Sighting look() {
        return new Sighting(now());
    }

    Instants now() {
        return new Instants(true, ticker.nanoTime(), ticker.currentTimeMillis());
    }

    /** A local instant, waiting for the cluster time that belongs to it. */
    public final class Sighting {

        private final Instants taken;

        private Sighting(Instants taken) {
            this.taken = taken;
        }

        /**
         * Completes the note with the cluster time that was answered.
         *
         * @param clusterTime a cluster time
         */
        public void note(long clusterTime) {
            add(new Note(taken, clusterTime));
        }
    }

    private synchronized void add(Note note) {
        newest = ClusterTime.max(newest, note.clusterTime());
        if (notes.size() == MAX_NOTES) {
            notes.removeFirst();
        }
        notes.addLast(note);
        history.add(note.taken(), note.clusterTime());
        pass();
    }

    /**
     * All events before this cluster time have been applied. Called after they were.
     *
     * @param clusterTime a cluster time
     */
    public synchronized void advance(long clusterTime) {
        if (ClusterTime.isAfter(clusterTime, watermark)) {
            watermark = clusterTime;
            newest = ClusterTime.max(newest, clusterTime);
            pass();
        }
    }

    private void pass() {
        Instants before = fresh;
        notes.removeIf(note -> {
            boolean passed =
                    ClusterTime.isAfter(watermark, note.clusterTime()) || (!strict && watermark == note.clusterTime());
            if (passed && (!fresh.known() || note.taken().nanos() - fresh.nanos() > 0)) {
                fresh = note.taken();
            }
            return passed;
        });
        if (!fresh.equals(before)) {
            shut.renew(fresh, now());
        }
    }

    /** {@return whether entries may be served now} */
    public boolean isOpen() {
        return isOpen(Freshness.USUAL);
    }

    /** Whether entries may be served now to such a reader: its own bound, where it has one, holds instead of the gate's. */
    boolean isOpen(Freshness wanted) {
        return isOpen(wanted, ticker.currentTimeMillis());
    }

    /** The same for a caller who has just looked at the wall clock. */
    boolean isOpen(Freshness wanted, long nowMillis) {
        Duration own = ownBound ? wanted.maxStaleness() : null;
        return !standing || ageNanos(nowMillis) <= (own == null ? boundNanos : nanos(own));
    }

    /** Of very long bounds the longest that there is before never. */
    private static long nanos(Duration bound) {
        return bound.compareTo(LONGEST) >= 0 ? LONGEST.toNanos() : bound.toNanos();
    }

    /**
     * {@return how long ago this process surely was up to date, in nanoseconds; {@link Long#MAX_VALUE} before the first
     * time}
     */
    public long ageNanos() {
        return ageNanos(ticker.currentTimeMillis());
    }

    private long ageNanos(long nowMillis) {
        Instants since = fresh;
        if (!since.known()) {
            return Long.MAX_VALUE;
        }
        return since.nanosUntil(ticker.nanoTime(), nowMillis);
    }

    /**
     * {@return in words for people, how long ago this process surely knew of all changes}
     *
     * @param ageNanos as {@link #ageNanos} gave it
     */
    public String inWords(long ageNanos) {
        return inWords(ageNanos, null);
    }

    /** The same for a reader with a bound of its own, or null. */
    String inWords(long ageNanos, @Nullable Duration bound) {
        return ageNanos == Long.MAX_VALUE
                ? "it is not yet known that all changes have been seen"
                : "all changes were last known " + Explanation.seconds(Duration.ofNanos(ageNanos))
                        + " ago, the bound is " + Explanation.seconds(bound == null ? maxStaleness() : bound);
    }

    /** {@return the bound: it is shut when this process was surely up to date longer ago than that} */
    public Duration maxStaleness() {
        return Duration.ofNanos(boundNanos);
    }

    /** {@return for how long it has been shut since it was made, all stretches together} */
    public synchronized Duration timeShut() {
        return standing ? Duration.ofNanos(shut.total(now())) : Duration.ZERO;
    }

    /**
     * {@return how far the watermark is behind the newest cluster time known, in the server's whole seconds; empty
     * before there is a watermark} While no news of the cluster comes in, both stand still: see {@link #ageNanos}.
     */
    public synchronized Optional<Duration> lag() {
        return watermark == ClusterTime.NONE
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(ClusterTime.seconds(newest) - ClusterTime.seconds(watermark)));
    }

    /** {@return of which databases the watermark, and all that follows from it, is true} */
    public Watched watched() {
        return watched;
    }

    /** The last notes, passed or not. */
    NoteHistory history() {
        return history;
    }

    /** {@return W: no event before it is still to come} */
    public long watermark() {
        return watermark;
    }

    /** {@return the newest cluster time that this process has heard of from its own cluster} */
    public long newestKnown() {
        return newest;
    }

    /**
     * A local write was answered with this operation time.
     *
     * @param clusterTime a cluster time
     */
    public void heard(long clusterTime) {
        if (ClusterTime.isAfter(clusterTime, newest)) {
            hear(clusterTime);
        }
    }

    private synchronized void hear(long clusterTime) {
        newest = ClusterTime.max(newest, clusterTime);
    }
}
