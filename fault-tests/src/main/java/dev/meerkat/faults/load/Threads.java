package dev.meerkat.faults.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Daemon threads that end together. Used by one thread. */
public final class Threads {

    private final Consumer<Throwable> lost;
    private final List<Thread> threads = new ArrayList<>();

    /** @param lost is told why a thread ended before its time */
    public Threads(Consumer<Throwable> lost) {
        this.lost = lost;
    }

    /** Starts one. */
    public void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, thrown) -> lost.accept(thrown));
        threads.add(thread);
        thread.start();
    }

    /** Waits until all have ended, so long at most; they have been told before. */
    public void join(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
