package dev.meerkat.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Races actors on one small state, over and over with a new one, in the manner of JCStress: each actor has a thread of its own
 * and goes along a row of states, so that they meet on many of them. It explores what this machine happens to do, and no
 * more: a race that it doesn't find may exist.
 *
 * @param <S> what is raced on, with what the actors saw of it
 */
public final class Race<S> {

    private static final int ROW = 500;

    private final Supplier<S> fresh;
    private final List<Consumer<S>> actors = new ArrayList<>();
    private final List<S> row = new ArrayList<>();

    private Race(Supplier<S> fresh) {
        this.fresh = fresh;
    }

    /** One on states that are made so. */
    public static <S> Race<S> on(Supplier<S> fresh) {
        return new Race<>(fresh);
    }

    /** One more actor; what it throws ends the race and fails it. */
    public Race<S> actor(Consumer<S> actor) {
        actors.add(actor);
        return this;
    }

    /**
     * Races for this long.
     *
     * @param arbiter looks at a state when all actors are done with it
     */
    public void run(Duration length, Consumer<S> arbiter) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(actors.size());
        try {
            long begun = System.nanoTime();
            do {
                for (int i = 0; i < ROW; i++) {
                    row.add(fresh.get());
                }
                raceAlong(threads);
                row.forEach(arbiter);
                row.clear();
            } while (System.nanoTime() - begun < length.toNanos());
        } finally {
            threads.shutdownNow();
        }
    }

    private void raceAlong(ExecutorService threads) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actors.size());
        List<Future<?>> running = new ArrayList<>();
        for (Consumer<S> actor : actors) {
            running.add(threads.submit(() -> {
                start.await();
                row.forEach(actor);
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
    }
}
