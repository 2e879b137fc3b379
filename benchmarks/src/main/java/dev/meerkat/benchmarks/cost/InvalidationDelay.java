package dev.meerkat.benchmarks.cost;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.client.MongoCollection;
import dev.meerkat.benchmarks.cost.Figures.Column;
import dev.meerkat.faults.load.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * How long after a write was acknowledged every process has stopped serving what it changed. A plain driver writes, behind
 * Meerkat's back; each process stamps when it has applied the write's invalidation; both by one clock.
 */
final class InvalidationDelay implements Measure {

    static final String NAME = "invalidation-delay";
    static final String COLLECTION = "documents";
    static final int DOCUMENTS = 2000;

    /**
     * How much goes on.
     *
     * @param writes a second
     * @param reads a second in each process
     */
    private record Load(String name, int writes, int reads) {}

    private static final List<Load> LOADS = List.of(new Load("paced", 50, 50), new Load("under load", 500, 500));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> take(CostStage stage, CostPlan plan) throws IOException {
        Figures figures = new Figures(
                NAME,
                "Invalidation delay: from a foreign write's acknowledgement until a process no longer serves the old value",
                new Column("p50", "ms"),
                new Column("p99", "ms"),
                new Column("p99.9", "ms"),
                new Column("max", "ms"),
                new Column("slowest process p50", "ms"),
                new Column("slowest process p99", "ms"),
                new Column("since sent p99", "ms"),
                new Column("before the answer", "%"),
                new Column("writes", "1/s"),
                new Column("samples", ""));
        for (int processes : plan.either(List.of(3, 10), List.of(3))) {
            String name = stage.nextName();
            fill(stage.plain(name).getCollection(COLLECTION));
            try (Company company = Company.start(
                    processes,
                    DelayChild.class,
                    List.of("-Xmx96m"),
                    Place.of(stage, name).toDocument(),
                    stage.folder())) {
                warm(stage, name, company, plan);
                for (Load load : LOADS) {
                    take(stage, name, company, load, plan, figures);
                }
            } finally {
                stage.forget(name);
            }
        }
        figures.note(
                "Aim: p99 of at most 25 ms. \"Before the answer\": the share of invalidations that were applied before "
                        + "the writer had its acknowledgement; they count as 0 ms. \"Since sent\" counts from before the write was "
                        + "sent, so it contains the write itself.");
        return List.of(figures);
    }

    private static void fill(MongoCollection<Document> documents) {
        documents.insertMany(IntStream.range(0, DOCUMENTS)
                .mapToObj(id -> new Document("_id", id).append("n", 0L).append("text", "x".repeat(500)))
                .toList());
    }

    /** JVMs that have just begun compile for a while, and so many at once have no cores left for anything else. */
    private static void warm(CostStage stage, String name, Company company, CostPlan plan) {
        Load heaviest = LOADS.get(LOADS.size() - 1);
        company.ask("read", new Document("perSecond", heaviest.reads()));
        write(stage.plain(name).getCollection(COLLECTION), heaviest, plan.either(20, 1));
    }

    private static void take(CostStage stage, String name, Company company, Load load, CostPlan plan, Figures figures)
            throws IOException {
        MongoCollection<Document> documents = stage.plain(name).getCollection(COLLECTION);
        company.ask("read", new Document("perSecond", load.reads()));
        company.ask("forget", new Document());
        awaitStamps(company, write(documents, load, plan.either(5, 1)).size());
        company.ask("forget", new Document());
        long begun = System.nanoTime();
        List<AppliedWrites.Sent> sent = write(documents, load, plan.either(20, 2));
        double seconds = (System.nanoTime() - begun) / 1e9;
        company.ask("read", new Document("perSecond", 0));
        awaitStamps(company, sent.size());
        AppliedWrites applied = new AppliedWrites(name, sent);
        for (List<String> stamps : stamps(stage, company)) {
            applied.process(stamps);
        }
        Distribution all = Distribution.of(applied.delays());
        Distribution slowest = Distribution.of(applied.slowestDelays());
        figures.row(
                company.size() + " processes, " + load.name(),
                atLeastZero(all.millis(0.5)),
                atLeastZero(all.millis(0.99)),
                atLeastZero(all.millis(0.999)),
                atLeastZero(all.millis(1)),
                atLeastZero(slowest.millis(0.5)),
                atLeastZero(slowest.millis(0.99)),
                Distribution.of(applied.delaysSinceSent()).millis(0.99),
                100 * all.shareBelowZero(),
                sent.size() / seconds,
                all.size());
    }

    private static void awaitStamps(Company company, int writes) {
        Wait.until(
                "Not every process has applied every write",
                () -> company.ask("count", new Document()).stream()
                        .allMatch(answer -> answer.getInteger("stamps") >= writes));
    }

    private static double atLeastZero(double millis) {
        return Math.max(0, millis);
    }

    private static List<AppliedWrites.Sent> write(MongoCollection<Document> documents, Load load, int seconds) {
        List<AppliedWrites.Sent> sent = new ArrayList<>();
        Pace pace = new Pace(load.writes());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < end; i++) {
            int id = i % DOCUMENTS;
            long begun = System.nanoTime();
            documents.updateOne(eq("_id", id), inc("n", 1L));
            sent.add(new AppliedWrites.Sent(id, begun, System.nanoTime()));
            pace.await();
        }
        return sent;
    }

    private static List<List<String>> stamps(CostStage stage, Company company) throws IOException {
        Path folder = Files.createTempDirectory(stage.folder(), "stamps-");
        company.ask("write", new Document("file", folder.toString()));
        List<List<String>> stamps = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                stamps.add(Files.readAllLines(file));
                Files.delete(file);
            }
        }
        Files.delete(folder);
        if (stamps.size() != company.size()) {
            throw new IllegalStateException(stamps.size() + " of " + company.size() + " processes wrote their stamps");
        }
        return stamps;
    }
}
