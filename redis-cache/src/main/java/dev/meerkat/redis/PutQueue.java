package dev.meerkat.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way to Redis: a bounded queue, in count and in bytes, worked by one daemon thread. What doesn't fit is
 * dropped. Thread-safe.
 *
 * <p>The thread waits a moment for others to come along, so that a few go to Redis together, and whoever adds one seldom has
 * to wake it.
 */
final class PutQueue implements AutoCloseable {

    /** How long one waits for others. */
    private static final long MOMENT_MILLIS = 1;

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
    private final Thread thread;
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
        this.thread = new Thread(this::work, "meerkat-redis-put");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(Put put) {
        boolean fits = bytes.addAndGet(put.size()) <= maxBytes;
        if (closed || !fits || !queue.offer(put)) {
            bytes.addAndGet(-put.size());
            drop();
        }
    }

    /** Counts one that was not even added. */
    void drop() {
        dropped.increment();
    }

    long dropped() {
        return dropped.sum();
    }

    private void work() {
        List<Put> some = new ArrayList<>(TOGETHER);
        while (!closed) {
            try {
                if (queue.drainTo(some, TOGETHER) == 0) {
                    some.add(queue.take());
                    TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
                    queue.drainTo(some, TOGETHER - 1);
                }
                some.forEach(put -> bytes.addAndGet(-put.size()));
                store.accept(some);
                some.clear();
                TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
            } catch (InterruptedException interrupted) {
                // ends where it was close() that did it
            }
        }
    }

    /** What still waits is dropped. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
