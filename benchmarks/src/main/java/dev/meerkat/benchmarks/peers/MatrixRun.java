package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.Addresses;
import dev.meerkat.faults.child.ChildJvm;
import dev.meerkat.faults.child.ChildLostException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The cells of the matrix, one after the other. Each system has a JVM of its own for all of its cells, which is warmed up
 * by all that they read before the first one counts: what an operation that asks servers runs takes the better part of a minute
 * to be compiled where the servers and eight threads need the same two cores, and before that a cell says who has less code.
 */
public final class MatrixRun {

    /** The file of the results. */
    public static final String JSON = "matrix.json";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WARMING_SHARE = 90;
    private static final int WARMING_THREADS = 8;

    private final List<Cell> cells;
    private final Length length;
    private final Addresses addresses;
    private final Path folder;
    private final Map<CachingSystem, ChildJvm> jvms = new EnumMap<>(CachingSystem.class);

    /**
     * How long a cell is.
     *
     * @param first seconds to warm up a JVM by each of the workloads, before its first cell
     * @param warmups seconds to warm up for a cell
     * @param iterations seconds measured
     */
    public record Length(int first, int warmups, int iterations) {}

    /**
     * Of the cells whose name has a match.
     *
     * @param sampled whether a few are enough
     * @param folder where results and logs go
     */
    public MatrixRun(boolean sampled, Pattern only, Length length, Addresses addresses, Path folder) {
        this.cells = (sampled ? Cell.sample() : Cell.all())
                .stream()
                        .filter(cell -> only.matcher(cell.name()).find())
                        .filter(cell -> !cell.delayed() || addresses.canBeDelayed())
                        .toList();
        this.length = length;
        this.addresses = addresses;
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Runs it. The results are written after each cell, so that a run that is broken off has left something.
     *
     * @throws RunnerException where a cell failed
     */
    public void run() throws IOException, RunnerException {
        ResultFile results = new ResultFile(folder.resolve(JSON));
        try {
            for (Cell cell : cells) {
                ChildJvm jvm = warmJvm(cell.system());
                System.out.printf("[matrix, %3d of %3d] %-40s ", results.size() + 1, cells.size(), cell.name());
                System.out.flush();
                Path json = folder.resolve(cell.name() + ".json");
                System.out.println(summary(play(jvm, cell, length.warmups(), length.iterations(), json)));
                results.add(json);
            }
        } finally {
            jvms.values().parallelStream().forEach(ChildJvm::close);
        }
    }

    private ChildJvm warmJvm(CachingSystem system) throws RunnerException {
        ChildJvm known = jvms.get(system);
        if (known != null) {
            return known;
        }
        List<String> flags = new ArrayList<>(addresses.jvmArguments());
        flags.addAll(List.of("-XX:+UseG1GC", "-Xmx512m", "-Djmh.ignoreLock=true"));
        ChildJvm jvm = ChildJvm.start(
                system.name(), MatrixChild.class, flags, new Document(), folder.resolve(system + ".log"));
        jvms.put(system, jvm);
        jvm.awaitReady();
        List<Workload> workloads = cells.stream()
                .filter(cell -> cell.system() == system && length.first() > 0)
                .map(Cell::workload)
                .distinct()
                .toList();
        for (Workload workload : workloads) {
            Cell cell = new Cell(system, workload, WARMING_SHARE, WARMING_THREADS, false);
            System.out.printf("[matrix, warming up] %s%n", cell.name());
            play(jvm, cell, length.first(), 1, folder.resolve("warming-up.json"));
        }
        return jvm;
    }

    private Document play(ChildJvm jvm, Cell cell, int warmups, int iterations, Path json) throws RunnerException {
        Path log = folder.resolve(cell.name() + ".log");
        Document order = cell.toDocument()
                .append("warmups", warmups)
                .append("iterations", iterations)
                .append("log", log.toString())
                .append("json", json.toString());
        try {
            return jvm.ask("play", order, PATIENCE);
        } catch (ChildLostException e) {
            System.out.println("failed");
            throw new RunnerException(cell.name() + " failed; " + log + " tells why", e);
        }
    }

    private static String summary(Document played) {
        return String.format(
                Locale.ROOT,
                "%,12.0f operations a second, %3.0f %% hits",
                played.getDouble("score"),
                100 * played.getDouble("hits"));
    }
}
