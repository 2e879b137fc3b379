package dev.meerkat.cache;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fill that is under way: an entry that has its version but no value yet. Thread-safe. */
final class Flight {

    private final long asof;
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable Entry entry;

    Flight(long asof) {
        this.asof = asof;
    }

    long asof() {
        return asof;
    }

    /** Ends the flight; null where it brought nothing that others could use. */
    void land(@Nullable Entry result) {
        entry = result;
        landed.countDown();
    }

    /**
     * Waits for the result.
     *
     * @return null where there is none, in time or at all; the thread's interrupt is kept
     */
    @Nullable
    Entry await(Duration timeout) {
        try {
            return landed.await(timeout.toNanos(), TimeUnit.NANOSECONDS) ? entry : null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
