package dev.meerkat.benchmarks.peers;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * One place in the matrix: a system under one load.
 *
 * @param system which
 * @param workload what is read
 * @param readShare reads out of a hundred operations
 * @param threads how many work at once
 * @param delayed whether the way to MongoDB and to Redis and back takes a millisecond more
 */
public record Cell(CachingSystem system, Workload workload, int readShare, int threads, boolean delayed) {

    /** The shares of reads that are compared. */
    public static final List<Integer> READ_SHARES = List.of(99, 90, 50);

    /** The numbers of threads that are compared. */
    public static final List<Integer> THREADS = List.of(1, 8);

    /**
     * All of them. The systems follow each other under the same load, so that what else the machine does meanwhile is likely
     * to concern them alike; each load begins with another system.
     */
    public static List<Cell> all() {
        List<Cell> loads = Stream.of(false, true)
                .flatMap(delayed -> Stream.of(Workload.values())
                        .flatMap(workload -> READ_SHARES.stream()
                                .flatMap(share -> THREADS.stream()
                                        .map(threads ->
                                                new Cell(CachingSystem.NO_CACHE, workload, share, threads, delayed)))))
                .toList();
        CachingSystem[] systems = CachingSystem.values();
        return IntStream.range(0, loads.size() * systems.length)
                .mapToObj(n -> loads.get(n / systems.length).of(systems[(n / systems.length + n) % systems.length]))
                .toList();
    }

    /** A few that together have every system, and of everything else each value. */
    public static List<Cell> sample() {
        return List.of(
                new Cell(CachingSystem.NO_CACHE, Workload.BY_ID, 99, 1, false),
                new Cell(CachingSystem.MEERKAT, Workload.BY_ID, 99, 8, false),
                new Cell(CachingSystem.MEERKAT_NEAR, Workload.AGGREGATE, 90, 1, false),
                new Cell(CachingSystem.SPRING_CACHE, Workload.PAGE, 50, 8, false),
                new Cell(CachingSystem.JETCACHE, Workload.AGGREGATE, 90, 8, true),
                new Cell(CachingSystem.REDISSON, Workload.PAGE, 99, 8, true),
                new Cell(CachingSystem.MEERKAT, Workload.PAGE, 50, 1, true));
    }

    /** Another system under the same load. */
    public Cell of(CachingSystem other) {
        return new Cell(other, workload, readShare, threads, delayed);
    }

    /** As a line to another process. */
    Document toDocument() {
        return new Document("system", system.name())
                .append("workload", workload.name())
                .append("readShare", readShare)
                .append("threads", threads)
                .append("delayed", delayed);
    }

    static Cell of(Document line) {
        return new Cell(
                CachingSystem.valueOf(line.getString("system")),
                Workload.valueOf(line.getString("workload")),
                line.getInteger("readShare"),
                line.getInteger("threads"),
                line.getBoolean("delayed"));
    }

    /** Its name on the screen and of its log. */
    public String name() {
        return "matrix." + system + "." + workload + "." + readShare + "." + threads + (delayed ? ".delayed" : "");
    }
}
