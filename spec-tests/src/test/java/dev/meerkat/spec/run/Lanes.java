package dev.meerkat.spec.run;

import dev.meerkat.spec.format.ServerFacts;
import dev.meerkat.spec.format.SpecCase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The lanes of all modes. They work side by side where each has a server of its own, else one after the other. A case that
 * goes on for too long is interrupted.
 */
public final class Lanes implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 40;

    private final Map<Mode, Lane> lanes = new EnumMap<>(Mode.class);
    private final Map<String, ExecutorService> workers = new HashMap<>();
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(daemon("spec-watchdog"));
    private final ServerFacts facts;
    private final KnownDifferences differences;

    /** Opens them. */
    public Lanes() {
        for (Mode mode : Mode.values()) {
            Lane lane = Lane.open(mode);
            lanes.put(mode, lane);
            workers.computeIfAbsent(
                    lane.server(), server -> Executors.newSingleThreadExecutor(daemon("spec-lane-" + mode)));
        }
        facts = lane(Mode.PLAIN).facts();
        differences = KnownDifferences.of(lane(Mode.PLAIN));
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private Lane lane(Mode mode) {
        Lane lane = lanes.get(mode);
        if (lane == null) {
            throw new IllegalStateException("no lane for " + mode);
        }
        return lane;
    }

    /** What the server says of itself. */
    public ServerFacts facts() {
        return facts;
    }

    /** Whether it is the embedded one. */
    public boolean isEmbedded() {
        return lane(Mode.PLAIN).isEmbedded();
    }

    /** Begins to run the cases, in all modes. */
    public List<CaseRuns> begin(List<SpecCase> cases) {
        List<CaseRuns> all = new ArrayList<>();
        for (SpecCase specCase : cases) {
            String refusal = specCase.refusal(facts);
            CaseRuns runs = new CaseRuns(specCase, specCase.isAdmitted(facts), refusal, differences.of(specCase));
            if (refusal == null) {
                lanes.forEach((mode, lane) -> runs.add(mode, run(lane, specCase)));
            }
            all.add(runs);
        }
        return all;
    }

    private Future<CaseResult> run(Lane lane, SpecCase specCase) {
        ExecutorService worker = workers.get(lane.server());
        if (worker == null) {
            throw new IllegalStateException("no worker for " + lane.mode());
        }
        return worker.submit(() -> {
            Thread thread = Thread.currentThread();
            Future<?> alarm = watchdog.schedule(thread::interrupt, PATIENCE_SECONDS, TimeUnit.SECONDS);
            try {
                return CaseRun.run(lane, specCase);
            } finally {
                alarm.cancel(false);
                Thread.interrupted();
            }
        });
    }

    @Override
    public void close() {
        workers.values().forEach(ExecutorService::shutdownNow);
        watchdog.shutdownNow();
        lanes.values().forEach(Lane::close);
    }
}
