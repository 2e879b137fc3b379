package dev.meerkat.proxy;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * While the cache can't serve, its reads go to MongoDB: so many at a time, the others wait for their turn, first come, first
 * served. None is rejected. Thread-safe.
 *
 * <p>A read within a read, such as a codec's, passes: if it waited for a turn while it holds one, all could wait for ever. Who
 * is interrupted while waiting goes on at once, for the driver to say so.
 */
final class ReadLimit {

    private final Semaphore turns;

    @SuppressWarnings("ThreadLocalUsage") // of each limit, not of the class
    private final ThreadLocal<Boolean> inTurn = ThreadLocal.withInitial(() -> false);

    /** @param most how many at a time; positive */
    ReadLimit(int most) {
        this.turns = new Semaphore(most, true);
    }

    <V extends @Nullable Object> V read(Supplier<V> own) {
        if (inTurn.get() || !awaitTurn()) {
            return own.get();
        }
        inTurn.set(true);
        try {
            return own.get();
        } finally {
            inTurn.remove();
            turns.release();
        }
    }

    private boolean awaitTurn() {
        try {
            turns.acquire();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** About how many wait for their turn. */
    int waiting() {
        return turns.getQueueLength();
    }
}
