package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.cost.Figures.Column;
import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.faults.child.Lines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * How many reads MongoDB gets where many processes want the same thing that none of them has: because nobody has read it
 * before, or because it was just written.
 */
final class HotKeys implements Measure {

    private static final String NAME = "stampede";
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final int THREADS = 4;
    private static final int READS = 25;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final long WRITE_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** These are read beforehand, so that classes are loaded and connections open. */
    private static final int WARM = 50;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> take(CostStage stage, CostPlan plan) {
        int processes = plan.either(8, 3);
        Figures figures = new Figures(
                NAME,
                "Hot-key stampede: reads that MongoDB gets when " + processes + " processes of " + THREADS
                        + " threads want the same key at once",
                new Column("MongoDB's reads per key", ""),
                new Column("at most", ""),
                new Column("per thousand reads", ""),
                new Column("reads", ""));
        for (CachingSystem system : plan.systems()) {
            try (Instances instances = Instances.start(stage, system.name(), processes, TTL, users -> {})) {
                instances.warm(0, WARM);
                int rounds = plan.either(20, 5);
                take(instances, "cold", rounds, WARM, -1, figures);
                instances.warm(WARM, WARM + rounds);
                take(instances, "after a write", rounds, WARM, WRITE_AFTER_NANOS, figures);
            }
        }
        figures.note("Aim: 1 per key. Each thread reads the key " + READS + " times with pauses of "
                + TimeUnit.NANOSECONDS.toMillis(PAUSE_NANOS)
                + " ms; all begin at one instant of one clock. \"After a write\": "
                + "all have the key, and one process writes it through its system while all go on reading. Fewer than 1 "
                + "there means that somebody was not told.");
        return List.of(figures);
    }

    private static void take(
            Instances instances, String what, int rounds, int firstUser, long writeAfterNanos, Figures figures) {
        long most = 0;
        long all = 0;
        long reads = 0;
        for (int round = 0; round < rounds; round++) {
            long before = instances.loads();
            Stampede stampede = new Stampede(
                    System.nanoTime() + LEAD_NANOS, firstUser + round, THREADS, READS, PAUSE_NANOS, writeAfterNanos);
            List<Document> answers = instances.company().ask("stampede", stampede.toDocument());
            long loads = instances.loads() - before;
            most = Math.max(most, loads);
            all += loads;
            reads += answers.stream()
                    .mapToLong(answer -> Lines.number(answer, "reads"))
                    .sum();
        }
        figures.row(instances.label() + ", " + what, (double) all / rounds, most, all * 1000.0 / reads, reads);
    }
}
