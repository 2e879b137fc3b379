package dev.meerkat.cache.spi;

import java.time.Duration;

/** Runs tasks later. Tasks may block; two tasks may run at the same time. Thread-safe. */
public interface Scheduler {

    /**
     * Runs the task once, after the delay (zero or less: as soon as possible).
     *
     * <p>After the scheduler has been closed the task is dropped silently: its process is going away.
     *
     * @param delay zero or less for as soon as possible
     * @param task short; runs in a thread of the scheduler
     */
    void schedule(Duration delay, Runnable task);
}
