package dev.meerkat.benchmarks.cost;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.meerkat.benchmarks.User;
import dev.meerkat.benchmarks.cost.Figures.Column;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which reads are stale while somebody writes: the writers go through the system, or a plain driver writes behind its back.
 * What is read and written is recorded by each process, and judged afterwards by the checker of the fault run.
 */
final class StaleReads implements Measure {

    static final String NAME = "stale-reads";

    private static final int INSTANCES = 2;
    private static final int DOCUMENTS = 100;
    private static final int READS_PER_SECOND = 1000;
    private static final int WRITES_PER_SECOND = 20;
    private static final Duration TTL = Duration.ofSeconds(10);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> take(CostStage stage, CostPlan plan) throws IOException {
        Figures summary = new Figures(
                NAME,
                "What it costs to be right: stale reads of " + INSTANCES + " processes while " + WRITES_PER_SECOND
                        + " writes a second go on",
                new Column("reads", ""),
                new Column("stale", ""),
                new Column("share", "%"),
                new Column("past δ of 5 s", ""),
                new Column("oldest", "s"),
                new Column("own writes missed", ""),
                new Column("failed", ""),
                new Column("MongoDB's reads", "% of reads"));
        Figures ages = new Figures(NAME + "-ages", "Of them, stale by more than", StaleAges.columns());
        for (String system : systems(plan)) {
            for (boolean through : new boolean[] {true, false}) {
                take(stage, plan, system, through, summary, ages);
            }
        }
        summary.note(
                "Everything is cached for " + TTL.toSeconds() + " s at most. A read is stale that began after a newer "
                        + "write had been acknowledged, by one clock; how stale, is how long after. Through the system: each process "
                        + "writes its own documents as the system's manual says, which tells the other process where the system can. "
                        + "Behind its back: a plain driver writes.");
        if (plan.planted()) {
            requireNotice(summary);
        }
        return List.of(summary, ages);
    }

    private static List<String> systems(CostPlan plan) {
        return plan.planted()
                ? List.of(InstanceChild.PLANTED)
                : plan.systems().stream().map(Enum::name).toList();
    }

    private static void requireNotice(Figures summary) {
        if (summary.labels().stream().anyMatch(label -> summary.value(label, "past δ of 5 s") == 0)) {
            throw new IllegalStateException("The checker did not notice that Meerkat ran without its rule");
        }
    }

    private static void take(
            CostStage stage, CostPlan plan, String system, boolean through, Figures summary, Figures ages)
            throws IOException {
        Path histories = Files.createTempDirectory(stage.folder(), "histories-");
        try (HistoryWriter history = new HistoryWriter(histories, Write.PLAIN)) {
            CountedWrites writes = new CountedWrites(Write.PLAIN, history, 0, 1);
            // What is read from the beginning on must have been written.
            try (Instances instances =
                    Instances.start(stage, system, INSTANCES, TTL, users -> writes.each(DOCUMENTS, plainly(users)))) {
                instances.warm(0, DOCUMENTS);
                long loads = instances.loads();
                run(instances, plan.either(20, plan.planted() ? 9 : 2), through ? null : writes, histories);
                loads = instances.loads() - loads;
                add(
                        instances.label() + (through ? ", writers go through it" : ", writers go behind its back"),
                        StaleAges.of(histories),
                        loads,
                        summary,
                        ages);
            }
        } finally {
            CostFolders.delete(histories);
        }
    }

    private static void add(String label, StaleAges found, long loads, Figures summary, Figures ages) {
        summary.row(
                label,
                found.reads(),
                found.stale(),
                100.0 * found.stale() / found.reads(),
                found.staleBy(Place.MAX_STALENESS),
                found.oldestSeconds(),
                found.ownMissed(),
                found.failed(),
                100.0 * loads / found.reads());
        ages.row(label, found.counts());
    }

    private static CountedWrites.Way plainly(MongoCollection<User> users) {
        return (document, number) ->
                users.updateOne(Filters.eq("_id", Corpus.id(document)), Updates.set("visits", number));
    }

    /** @param behind writes by the plain driver; without them, the instances write */
    private static void run(Instances instances, int seconds, @Nullable CountedWrites behind, Path histories) {
        int writes = behind == null ? WRITES_PER_SECOND / INSTANCES : 0;
        LoadOrder order = new LoadOrder(histories, DOCUMENTS, READS_PER_SECOND, writes, INSTANCES);
        instances.company().ask("begin", order.toDocument());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        if (behind == null) {
            Wait.untilNanos(end);
        } else {
            behind.go(DOCUMENTS, WRITES_PER_SECOND, () -> System.nanoTime() < end, plainly(instances.users()));
        }
        instances.company().ask("end", new Document());
    }
}
