package dev.meerkat.faults;

import dev.meerkat.faults.stage.AppSlot;
import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** Waits until the cache is of use again after a fault. For one thread. */
final class Recovery {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BETWEEN_NANOS = 25_000_000;

    private final Stage stage;

    Recovery(Stage stage) {
        this.stage = stage;
    }

    /**
     * Waits until each process serves from its cache, and has done so since the call.
     *
     * @throws NotRecoveredException if one doesn't in time
     */
    void await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<AppSlot, Long> hits = new HashMap<>();
        List<AppSlot> left = new ArrayList<>(stage.apps());
        while (!left.isEmpty()) {
            left.removeIf(app ->
                    app.health().map(health -> servesAgain(app, health, hits)).orElse(false));
            pause(deadline, "serve nothing from their cache", left);
        }
    }

    private static boolean servesAgain(AppSlot app, Document health, Map<AppSlot, Long> hits) {
        long now = ((Number) health.get("hits")).longValue();
        if (!health.getBoolean("serving")) {
            hits.put(app, now);
            return false;
        }
        return now > hits.computeIfAbsent(app, any -> now);
    }

    /**
     * Waits until all is as it was before: every process up, none on its own, one leads.
     *
     * @throws NotRecoveredException if it isn't in time
     */
    void awaitCalm() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<AppSlot> restless = new ArrayList<>();
            int leaders = 0;
            for (AppSlot app : stage.apps()) {
                Optional<Document> health = app.health();
                if (health.isEmpty() || !health.get().getString("status").equals("UP")) {
                    restless.add(app);
                } else if (health.get().getBoolean("leader")) {
                    leaders++;
                }
            }
            if (restless.isEmpty() && leaders == 1) {
                return;
            }
            pause(deadline, "are not up again, with one leader", restless);
        }
    }

    private static void pause(long deadline, String what, List<AppSlot> apps) {
        if (System.nanoTime() - deadline > 0) {
            String who = apps.isEmpty()
                    ? "all"
                    : apps.stream()
                            .map(app -> app + " ("
                                    + app.health().map(Document::toJson).orElse("no answer") + ")")
                            .toList()
                            .toString();
            throw new NotRecoveredException("After " + PATIENCE.toSeconds() + " s " + who + " " + what);
        }
        LockSupport.parkNanos(BETWEEN_NANOS);
    }
}
