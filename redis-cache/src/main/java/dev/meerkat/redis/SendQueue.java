package dev.meerkat.redis;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * What is on its way to Redis: a bounded queue, in count and in bytes, worked by one daemon thread. What doesn't fit is
 * dropped. Thread-safe.
 */
final class SendQueue<T> implements AutoCloseable {

    private final BlockingQueue<T> queue;
    private final long maxBytes;
    private final ToIntFunction<T> size;
    private final Consumer<T> send;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param threadName of the thread, which starts with the first that is added
     * @param maxCount how many may wait
     * @param maxBytes how many bytes may wait
     * @param size the bytes of one
     * @param send sends one; must not throw
     */
    SendQueue(String threadName, int maxCount, long maxBytes, ToIntFunction<T> size, Consumer<T> send) {
        this.queue = new LinkedBlockingQueue<>(maxCount);
        this.maxBytes = maxBytes;
        this.size = size;
        this.send = send;
        this.thread = new Thread(this::work, threadName);
        this.thread.setDaemon(true);
    }

    void add(T one) {
        int length = size.applyAsInt(one);
        boolean fits = bytes.addAndGet(length) <= maxBytes;
        if (closed || !fits || !queue.offer(one)) {
            bytes.addAndGet(-length);
            dropped.increment();
        } else if (!started.get() && started.compareAndSet(false, true)) {
            thread.start();
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
                T one = queue.take();
                bytes.addAndGet(-size.applyAsInt(one));
                send.accept(one);
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
