package dev.meerkat.redis;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Values on their way to Redis: a bounded queue, in count and in bytes, worked by one daemon thread. What doesn't fit is
 * dropped. Thread-safe.
 */
final class PutQueue implements AutoCloseable {

    /** One value to be stored. */
    @SuppressWarnings("ArrayRecordComponent")
    record Put(byte[] key, byte[] value, Duration ttl) {}

    private final BlockingQueue<Put> queue;
    private final long maxBytes;
    private final Consumer<Put> store;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param maxPuts how many may wait
     * @param maxBytes how many bytes of values may wait
     * @param store stores one; must not throw
     */
    PutQueue(int maxPuts, long maxBytes, Consumer<Put> store) {
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
        int size = put.value().length;
        boolean fits = bytes.addAndGet(size) <= maxBytes;
        if (closed || !fits || !queue.offer(put)) {
            bytes.addAndGet(-size);
            dropped.increment();
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
        while (!closed) {
            try {
                Put put = queue.take();
                bytes.addAndGet(-put.value().length);
                store.accept(put);
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
