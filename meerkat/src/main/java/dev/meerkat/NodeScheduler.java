package dev.meerkat;

import dev.meerkat.cache.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's threads for the protocol: few, named, daemons, gone after {@link #close}. Thread-safe. */
final class NodeScheduler implements Scheduler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeScheduler.class);
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    /** Watch, own watch, note, lease, catching up and register may each block at the same time. */
    private static final int THREADS = 6;

    private final ScheduledThreadPoolExecutor threads;

    NodeScheduler() {
        int instance = INSTANCES.incrementAndGet();
        AtomicInteger count = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "meerkat-" + instance + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** One thread more, for a task more that may block. */
    void grow() {
        threads.setCorePoolSize(threads.getCorePoolSize() + 1);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        try {
            Future<?> unused =
                    threads.schedule(() -> runSafely(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("A task came after the end.");
        }
    }

    /** Runs the task now and again, each time {@code period} after it has ended. */
    void every(Duration period, Runnable task) {
        until(period, () -> {
            task.run();
            return false;
        });
    }

    /** Runs the task now and again, each time {@code period} after it has ended, until it returns true. */
    void until(Duration period, BooleanSupplier task) {
        AtomicBoolean done = new AtomicBoolean();
        schedule(Duration.ZERO, new Runnable() {
            @Override
            public void run() {
                runSafely(() -> done.set(task.getAsBoolean()));
                if (!done.get()) {
                    schedule(period, this);
                }
            }
        });
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // an error that ended the task would shut the gate for good
            LOG.error("A task of the protocol failed; it will be tried again.", e);
        }
    }

    /** Ends all threads; waits for what they are doing, a moment. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A thread of the protocol is still waiting for a server; it ends when that answers.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
