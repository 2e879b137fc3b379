package dev.meerkat.benchmarks.peers;

import com.mongodb.client.model.Updates;
import dev.meerkat.benchmarks.Addresses;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/** One cell: operations of a contender over a corpus of its own, its cache warm. */
@State(Scope.Benchmark)
public class Matrix {

    private static final Bson VISIT = Updates.inc("visits", 1L);
    private static final Duration TTL = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHECKED = 50;

    /** What the profiler asks; one benchmark runs in a JVM at a time. */
    private static volatile @Nullable Matrix running;

    /** Which system. */
    @Param("NO_CACHE")
    public CachingSystem system = CachingSystem.NO_CACHE;

    /** What is read. */
    @Param("BY_ID")
    public Workload workload = Workload.BY_ID;

    /** Reads out of a hundred operations. */
    @Param("99")
    public int readShare = 99;

    /** Whether the network is slow. */
    @Param("false")
    public boolean delayed;

    private final Queue<Operations> threads = new ConcurrentLinkedQueue<>();
    private @Nullable Place place;
    private @Nullable Contender contender;
    private long loadsToWarm;
    private volatile long loadsAtEnd = -1;

    /** One thread's share. */
    @State(Scope.Thread)
    public static class Operations {

        private @Nullable Draws draws;
        private long reads;

        /** Draws by the thread's number. */
        @Setup
        public void draw(Matrix matrix, ThreadParams thread) {
            draws = new Draws(thread.getThreadIndex(), matrix.readShare, matrix.workload.keys());
            matrix.threads.add(this);
        }
    }

    /** Makes the contender, and reads until it answers out of its cache. */
    @Setup
    public void open(BenchmarkParams params) {
        place = Place.make(Addresses.ofThisJvm(), delayed, TTL);
        contender = system.open(place.setting());
        IntStream.range(0, workload.keys()).parallel().forEach(this::read);
        await(system == CachingSystem.NO_CACHE);
        loadsToWarm = contender.loads();
        running = this;
    }

    private void await(boolean loading) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before;
        do {
            before = contender().loads();
            IntStream.range(0, workload.keys()).parallel().forEach(this::read);
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(system + " does not answer out of its cache");
            }
        } while (!loading && contender().loads() > before);
    }

    private Object read(int key) {
        return workload.read(contender(), key);
    }

    /** Reads or writes; what is read is given to JMH. */
    @Benchmark
    public @Nullable Object operation(Operations operations) {
        Draws draws = operations.draws;
        if (draws == null) {
            throw new IllegalStateException("JMH did not set the thread up");
        }
        draws.advance();
        if (draws.writes()) {
            contender().update(Workload.id(draws.user()), VISIT);
            return null;
        }
        operations.reads++;
        return workload.read(contender(), draws.key());
    }

    /** Holds the contender to its word: what it returns of all kinds belongs there. */
    @TearDown
    public void close() {
        Place made = place;
        if (made == null) {
            return;
        }
        loadsAtEnd = contender().loads(); // JMH asks its profilers after this
        try (Contender closing = contender();
                Contender driver = CachingSystem.NO_CACHE.open(made.setting())) {
            for (Workload kind : Workload.values()) {
                for (int key = 0; key < CHECKED; key++) {
                    kind.check(closing, driver, key);
                }
            }
        } finally {
            made.remove();
        }
    }

    private Contender contender() {
        Contender opened = contender;
        if (opened == null) {
            throw new IllegalStateException("JMH did not set the benchmark up");
        }
        return opened;
    }

    private long loads() {
        return loadsAtEnd >= 0 ? loadsAtEnd : contender().loads();
    }

    /** Before another cell: until its cache is warm, nothing was read. */
    static void forgetTheLast() {
        running = null;
    }

    /** How much was read and loaded since the cache was warm; before that, nothing. */
    static Reads reads() {
        Matrix matrix = running;
        if (matrix == null) {
            return Reads.NONE;
        }
        long reads = matrix.threads.stream().mapToLong(thread -> thread.reads).sum();
        return new Reads(matrix.system, reads, matrix.loads() - matrix.loadsToWarm);
    }

    /**
     * Counts.
     *
     * @param system whose
     * @param made reads by the benchmark's threads
     * @param loads what of them came from MongoDB
     */
    record Reads(CachingSystem system, long made, long loads) {

        static final Reads NONE = new Reads(CachingSystem.NO_CACHE, 0, 0);
    }
}
