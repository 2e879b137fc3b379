package dev.meerkat.faults.load;

import java.util.concurrent.TimeUnit;

/**
 * One document as the one thread knows it that writes it now. Whatever is sent late, by a former owner too, must do no harm: updates
 * and deletions are guarded by the number. An insert can't be, so nothing is deleted for a while after one whose outcome isn't
 * known: it would come back.
 */
final class Owned {

    /** Longer than anything sent can be on its way. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(40);

    enum State {
        PRESENT,
        ABSENT,
        UNKNOWN
    }

    private final int document;
    private State state = State.UNKNOWN;
    private long last = -1;
    private long notDeletedBefore;

    /** @param firstLife whether nobody has written the document before */
    Owned(int document, boolean firstLife) {
        this.document = document;
        this.notDeletedBefore = firstLife ? System.nanoTime() : System.nanoTime() + LATE_NANOS;
    }

    int document() {
        return document;
    }

    State state() {
        return state;
    }

    void is(State now) {
        state = now;
    }

    /** A number above all that it had, in whatever process: the machine's one monotonic clock. */
    long nextNumber() {
        last = Math.max(last + 1, System.nanoTime());
        return last;
    }

    void insertedPerhaps() {
        notDeletedBefore = System.nanoTime() + LATE_NANOS;
    }

    boolean mayBeDeleted() {
        return System.nanoTime() - notDeletedBefore >= 0;
    }
}
