package dev.meerkat.examples.demo.claims;

import dev.meerkat.embedded.RedisServer;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Figures.Total;
import dev.meerkat.examples.demo.stage.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Redis is stopped and started again: reads go on and stay true meanwhile, and shared hits come back. */
public final class RedisRestarted implements Claim {

    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private final Stage stage;

    /** Among the stage's processes. */
    public RedisRestarted(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String title() {
        return "Redis stopped and started";
    }

    @Override
    public Verdict check() {
        RedisServer redis = stage.redis();
        if (!redis.canStop()) {
            return Verdict.notShown("Redis stopped and started: not shown, since this Redis isn't the demo's to stop");
        }
        Rename rename = new Rename(stage, "FR", "Gallia");
        int members = stage.group().members().size();
        int before = rename.hitsBefore();
        Figures atStop = figures();
        redis.stop();
        long stopped = System.nanoTime();
        rename.writePlainly();
        int seen = rename.seenAfter();
        LockSupport.parkNanos(OUTAGE.toNanos() - (System.nanoTime() - stopped));
        Figures atStart = figures();
        redis.restart();
        long started = System.nanoTime();
        int attempts = new SharedReads(stage).attempts("tr");
        Duration back = Duration.ofNanos(System.nanoTime() - started);
        int after = rename.hitsAfter();
        Duration took = rename.sinceWrite();
        long reads = atStart.reads() - atStop.reads();
        long failed = figures().total(Total.FAILED_READS) - atStop.total(Total.FAILED_READS);
        String text = String.format(
                Locale.ROOT,
                "Redis stopped, a plain write, Redis started: %s; %,d reads meanwhile, %s; %s",
                rename.text(before, after),
                reads,
                failed == 0 ? "none failed" : failed + " FAILED",
                attempts > 0
                        ? String.format(Locale.ROOT, "shared hits back after %.1f s", back.toMillis() / 1e3)
                        : "shared hits did NOT come back");
        return Verdict.of(
                before == members && seen == members && after == members && reads > 0 && failed == 0 && attempts > 0,
                text,
                rename.figures(before, after, took)
                        .append("reads", reads)
                        .append("failedReads", failed)
                        .append("sharedAgainMillis", attempts > 0 ? back.toMillis() : null));
    }

    private Figures figures() {
        Figures sum = new Figures();
        stage.group().figures().values().forEach(sum::add);
        return sum;
    }
}
