package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.cost.Figures.Column;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.LogRecordFormat;
import dev.meerkat.cache.log.LogWriter;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.faults.child.Lines;
import dev.meerkat.faults.load.Pace;
import dev.meerkat.redis.RedisCache;
import dev.meerkat.redis.RedisOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bson.BsonInt64;
import org.bson.Document;

/**
 * What a record of the log costs each process that follows it, and Redis. The parent writes the log as a leader does; the
 * children follow it by the parts of Meerkat that follow.
 */
final class LogRecordCost implements Measure {

    static final String NAME = "log-record";
    static final String EPOCH = "costs";

    private static final Namespace NAMESPACE = new Namespace("shop", "customers");
    private static final long FIRST_TIME = 1L << 40;

    /**
     * Records of one kind.
     *
     * @param changes in each record
     * @param perSecond how many records are written
     */
    private record Kind(int changes, int perSecond) {}

    private static final List<Kind> KINDS = List.of(new Kind(1, 500), new Kind(100, 200));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figures> take(CostStage stage, CostPlan plan) {
        Figures figures = new Figures(
                NAME,
                "What one record of the log costs",
                new Column("CPU of the following thread", "µs"),
                new Column("CPU of the process", "µs"),
                new Column("allocated by a follower", "B"),
                new Column("the record", "B"),
                new Column("into Redis", "B"),
                new Column("out of Redis, per process", "B"),
                new Column("kept in Redis", "B"));
        for (int processes : plan.either(List.of(3, 10), List.of(3))) {
            take(stage, plan, processes, figures);
        }
        figures.note(
                "A change is one document's. The process's CPU time has that of its compiler and its garbage collector in "
                        + "it. A record goes into Redis twice, into the log and to the broadcast.");
        return List.of(figures);
    }

    private static void take(CostStage stage, CostPlan plan, int processes, Figures figures) {
        String name = stage.nextName();
        Place place = Place.of(stage, name);
        try (RedisCache redis = RedisCache.connect(RedisOptions.of(place.redisUrl(), name, EPOCH));
                Company company = Company.start(
                        processes, RecordChild.class, List.of("-Xmx96m"), place.toDocument(), stage.folder());
                RedisCounts counts = new RedisCounts(place.redisUrl())) {
            Leader leader = new Leader(redis.logStore());
            Log log = new Log(counts, name + ":" + EPOCH + ":log");
            for (Kind kind : KINDS) {
                take(plan, kind, company, leader, log, figures);
            }
        } catch (PortException e) {
            throw new IllegalStateException("The log can't be written", e);
        } finally {
            stage.forget(name);
        }
    }

    private static void take(CostPlan plan, Kind kind, Company company, Leader leader, Log log, Figures figures)
            throws PortException {
        leader.write(kind, plan.either(6, 1) * kind.perSecond());
        leader.awaitApplied(company);
        List<Document> before = company.ask("costs", new Document());
        Log.Size begun = log.size();
        int records = plan.either(10, 2) * kind.perSecond();
        leader.write(kind, records);
        leader.awaitApplied(company);
        Log.Size ended = log.size();
        List<Document> after = company.ask("costs", new Document());
        double each = (double) records * company.size();
        figures.row(
                company.size() + " processes, " + kind.changes() + (kind.changes() == 1 ? " change" : " changes") + ", "
                        + kind.perSecond() + "/s",
                difference(before, after, "threadNanos") / each / 1000,
                difference(before, after, "processNanos") / each / 1000,
                difference(before, after, "threadBytes") / each,
                leader.lastBytes(),
                (double) (ended.in() - begun.in()) / records,
                (ended.out() - begun.out()) / each,
                (double) (ended.memory() - begun.memory()) / (ended.length() - begun.length()));
    }

    /** The log's stream in Redis. */
    private record Log(RedisCounts counts, String key) {

        /** What has gone in and out so far, and what is there. */
        record Size(long in, long out, long memory, long length) {}

        Size size() {
            return new Size(counts.bytesIn(), counts.bytesOut(), counts.memory(key), counts.length(key));
        }
    }

    private static double difference(List<Document> before, List<Document> after, String name) {
        double difference = 0;
        for (int i = 0; i < before.size(); i++) {
            long listener = Lines.number(before.get(i), "listener");
            if (listener != Lines.number(after.get(i), "listener") || Lines.number(after.get(i), "holes") != 0) {
                throw new IllegalStateException(
                        "A process lost the broadcast: what it read again would be measured too");
            }
            difference += Lines.number(after.get(i), name) - Lines.number(before.get(i), name);
        }
        return difference;
    }

    /** Writes the log as a leader does. */
    private static final class Leader {

        private final AtomicReference<LogRecord> last = new AtomicReference<>();
        private final LogWriter writer;
        private long time = FIRST_TIME;
        private long document;

        Leader(LogStore store) throws PortException {
            this.writer = new LogWriter(store, 1, null, ClusterTime.NONE, last::set);
            writer.start(ClusterTime.NONE);
        }

        void write(Kind kind, int records) throws PortException {
            Pace pace = new Pace(kind.perSecond());
            for (int i = 0; i < records; i++) {
                List<Invalidation> changes = IntStream.range(0, kind.changes())
                        .<Invalidation>mapToObj(n -> new Invalidation.Documents(
                                ++time, NAMESPACE, Tags.document(NAMESPACE, new BsonInt64(++document))))
                        .toList();
                writer.append(changes, ++time);
                pace.await();
            }
        }

        void awaitApplied(Company company) {
            RecordId top = last().id();
            Wait.until(
                    "Not every process has applied every record",
                    () -> company.ask("costs", new Document()).stream()
                            .allMatch(answer -> Lines.number(answer, "applied") == top.sequence()));
        }

        private LogRecord last() {
            return Objects.requireNonNull(last.get(), "nothing was written");
        }

        int lastBytes() {
            return LogRecordFormat.encode(last()).length;
        }
    }
}
