package dev.meerkat.spec.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread of a case, which does one thing after the other. Used by the case's own thread. */
public final class TestThread implements AutoCloseable {

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "spec-thread-entity");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> work = new ArrayList<>();

    /** Lets it do one more thing. */
    public void run(Runnable task) {
        work.add(executor.submit(task));
    }

    /** What it was given to do. */
    public List<Future<?>> work() {
        return work;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
