package dev.meerkat.benchmarks.cost;

import com.mongodb.client.MongoCollection;
import dev.meerkat.benchmarks.User;
import dev.meerkat.benchmarks.cost.Figures.Column;
import dev.meerkat.benchmarks.cost.LocalCache.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * What an entry takes in the memory of a process: the heap that is reachable after a full collection, with the entries and
 * without them. Each cache has a JVM of its own.
 */
final class EntryMemory implements Measure {

    private static final String NAME = "entry-memory";

    /** Read beforehand, so that classes are loaded, connections open and tables of a fixed size there. */
    private static final int WARM = 200;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> take(CostStage stage, CostPlan plan) {
        Figures figures = new Figures(
                NAME,
                "Memory of a cached entry, key included",
                new Column("entries", ""),
                new Column("heap per entry", "B"),
                new Column("over the document's BSON", "B"));
        String name = stage.nextName();
        try {
            List<Integer> sizes = plan.either(List.of(9000, 50_000), List.of(5000));
            MongoCollection<User> users = stage.users(name);
            load(users, WARM + sizes.get(sizes.size() - 1));
            double bson = meanBytes(users);
            for (int entries : sizes) {
                for (Kind kind : plan.either(List.of(Kind.values()), List.of(Kind.NONE, Kind.CAFFEINE, Kind.MEERKAT))) {
                    if (entries <= kind.mostEntries) {
                        double bytes = take(stage, name, kind, entries);
                        figures.row(kind.label + ", " + entries, entries, bytes, bytes - bson);
                    }
                }
            }
            figures.note(String.format(
                    "A document is %.0f bytes of BSON on average. \"%s\" is the error of the method. JetCache and Redisson "
                            + "hold the entries in Redis as well. A compressed pointer takes 4 bytes.",
                    bson, Kind.NONE.label));
            return List.of(figures);
        } finally {
            stage.forget(name);
        }
    }

    private static void load(MongoCollection<User> users, int count) {
        for (int first = 0; first < count; first += 1000) {
            users.insertMany(IntStream.range(first, Math.min(count, first + 1000))
                    .mapToObj(User::numbered)
                    .toList());
        }
    }

    private static double meanBytes(MongoCollection<User> users) {
        return users.withDocumentClass(RawBsonDocument.class).find().limit(1000).into(new ArrayList<>()).stream()
                .mapToInt(document -> document.getByteBuffer().remaining())
                .average()
                .orElseThrow();
    }

    private static double take(CostStage stage, String name, Kind kind, int entries) {
        Document settings = Place.of(stage, name).toDocument().append("kind", kind.name());
        try (Company company = Company.start(1, MemoryChild.class, List.of("-Xmx512m"), settings, stage.folder());
                RedisCounts redis = new RedisCounts(stage.redisUrl())) {
            company.ask("read", users(0, WARM));
            long before = company.sum("heap", new Document(), "bytes");
            company.ask("read", users(WARM, WARM + entries));
            long after = company.sum("heap", new Document(), "bytes");
            if (kind != Kind.NONE) {
                requireKept(company, redis, entries);
            }
            return (double) (after - before) / entries;
        }
    }

    /** Neither server is asked when all is read again. */
    private static void requireKept(Company company, RedisCounts redis, int entries) {
        long commands = redis.commands();
        long loads = company.sum("loads", new Document(), "loads");
        company.ask("read", users(WARM, WARM + entries));
        long asked = redis.commands() - commands + company.sum("loads", new Document(), "loads") - loads;
        if (asked > entries / 10) {
            throw new IllegalStateException(
                    "Not all entries were kept: of " + entries + " reads again, " + asked + " went to a server");
        }
    }

    private static Document users(int first, int end) {
        return new Document("first", first).append("end", end);
    }
}
