package dev.meerkat.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way to Redis: a bounded queue, in count and in bytes, worked by one daemon thread. What doesn't fit is
 * dropped. Thread-safe.
 *
 * <p>The first goes at once. Those that come within a moment after it go together at that moment's end: a few share a round
 * trip, and whoever adds one seldom has to wake the thread.
 */
final class PutQueue implements AutoCloseable {

    /** From one round to the next. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int TOGETHER = 64;

    /**
     * One value to be stored.
     *
     * @param expected what it is to replace; null for whatever is there
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Put(byte[] key, byte[] value, Duration ttl, byte @Nullable [] expected) {

        int size() {
            return value.length;
        }
    }

    private final BlockingQueue<Put> queue;
    private final long maxBytes;
    private final Consumer<List<Put>> store;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean roundAwaited = new AtomicBoolean();
    private volatile long lastRound = System.nanoTime() - MOMENT_NANOS;
    private volatile boolean closed;

    /**
     * @param maxPuts how many may wait
     * @param maxBytes how many bytes of values may wait
     * @param store stores some; must not throw
     */
    PutQueue(int maxPuts, long maxBytes, Consumer<List<Put>> store) {
        this.queue = new LinkedBlockingQueue<>(maxPuts);
        this.maxBytes = maxBytes;
        this.store = store;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "meerkat-redis-put");
            made.setDaemon(true);
            return made;
        });
    }

    void add(Put put) {
        boolean fits = bytes.addAndGet(put.size()) <= maxBytes;
        if (closed || !fits || !queue.offer(put)) {
            bytes.addAndGet(-put.size());
            drop();
        } else {
            awaitRound();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled, and tells nobody how it went
    private void awaitRound() {
        if (!roundAwaited.get() && roundAwaited.compareAndSet(false, true)) {
            long wait = Math.max(0, lastRound + MOMENT_NANOS - System.nanoTime());
            try {
                thread.schedule(this::round, wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closing) {
                // what waits is dropped
            }
        }
    }

    /** Counts one that was not even added. */
    void drop() {
        dropped.increment();
    }

    long dropped() {
        return dropped.sum();
    }

    private void round() {
        List<Put> some = new ArrayList<>(TOGETHER);
        try {
            while (!closed && queue.drainTo(some, TOGETHER) > 0) {
                some.forEach(put -> bytes.addAndGet(-put.size()));
                store.accept(some);
                some.clear();
            }
        } finally {
            lastRound = System.nanoTime();
            roundAwaited.set(false);
            if (!queue.isEmpty()) { // one that came between the last look and the flag
                awaitRound();
            }
        }
    }

    /** What still waits is dropped. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
