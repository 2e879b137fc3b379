package dev.meerkat.examples.demo.stage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be undone, the last first: once, at the end or when the JVM is told to end (Ctrl-C). One step's failure keeps
 * none of the others from being taken. Thread-safe; who closes second waits until everything is undone.
 */
public final class Cleanup implements AutoCloseable {

    /** One step. */
    public interface Step {
        /** Undoes something. */
        void run() throws Exception;
    }

    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Also cleans up when the JVM is told to end. */
    public static Cleanup alsoWhenInterrupted() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::interrupt, "demo-cleanup"));
        return cleanup;
    }

    private void interrupt() {
        interrupted.countDown();
        close();
    }

    /** Whether the JVM was told to end: failures are of no interest any more. */
    public boolean isInterrupted() {
        return interrupted.getCount() == 0;
    }

    /** The same, for who has just seen a failure: Ctrl-C reaches all processes, and others may be faster than this one. */
    public boolean isInterruptedWithin(Duration time) {
        try {
            return interrupted.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isInterrupted();
        }
    }

    /** Has a step taken before those that are there already. */
    public synchronized void add(Step step) {
        steps.push(step);
    }

    @Override
    public synchronized void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (Exception e) {
                log().warn("The demo could not clean up behind itself: {}", e.toString());
            }
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Cleanup.class);
    }
}
