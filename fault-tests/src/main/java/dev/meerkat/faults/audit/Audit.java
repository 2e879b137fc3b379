package dev.meerkat.faults.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Audits the histories that the processes of a run record in one folder, while they go on.
 *
 * <p>A read is judged one round after its round, when the writes that were acknowledged before it are recorded. A write that
 * is recorded even later, since its process was stopped in that very moment, is demanded of fewer reads than it could be; no
 * read is ever called wrong for it. Memory is bounded by what was written in the last rounds and the minute before.
 * Thread-safe.
 */
public final class Audit {

    private final Path folder;
    private final Duration bound;
    private final Windows windows = new Windows();
    private final Checker checker;
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<Integer, History> histories = new TreeMap<>();
    private long lastRoundNanos = Long.MIN_VALUE;

    /**
     * An audit from the folder's beginning.
     *
     * @param folder where the processes' {@link HistoryWriter}s write
     * @param bound how long ago a write may have been acknowledged that a read doesn't show
     */
    public Audit(Path folder, Duration bound) {
        this.folder = folder;
        this.bound = bound;
        this.checker = new Checker(bound.toNanos(), windows, System.nanoTime());
    }

    /** Tells of a fault: when it strikes, and again, with the same beginning, when it is healed and recovered from. */
    public synchronized void injection(Injection injection) {
        windows.put(injection);
    }

    /** Tells why a fault was never injected. */
    public synchronized void skipped(String fault, String reason) {
        skipped.put(fault, reason);
    }

    /**
     * Reads on, and judges the reads that had been recorded at the last round.
     *
     * @throws IOException if a history can't be read
     */
    public synchronized void round() throws IOException {
        for (int process : HistoryFiles.processes(folder)) {
            histories.computeIfAbsent(process, History::new).look();
        }
        // After the look: what a read that is recorded by then may show has been announced.
        for (History history : histories.values()) {
            history.writes();
        }
        long roundNanos = checker.latestNanos();
        for (History history : histories.values()) {
            history.judge();
        }
        if (lastRoundNanos != Long.MIN_VALUE) {
            checker.forget(lastRoundNanos);
        }
        lastRoundNanos = roundNanos;
    }

    /**
     * Judges everything that is recorded; to be called when all processes have ended.
     *
     * @throws IOException if a history can't be read
     */
    public synchronized void finish() throws IOException {
        round();
        round();
    }

    /** What was found so far. */
    public synchronized FaultTable table() {
        return FaultTable.of(bound, windows, skipped, checker.violations());
    }

    /** The files of one process. */
    private final class History {

        private final Path readsFile;
        private final Path writesFile;
        private final HistoryReader reads;
        private final HistoryReader writes;
        private long judged;
        private long recorded;

        History(int process) {
            readsFile = HistoryFiles.reads(folder, process);
            writesFile = HistoryFiles.writes(folder, process);
            reads = new HistoryReader(readsFile, process);
            writes = new HistoryReader(writesFile, process);
        }

        /** Reads that were recorded at the last look are judged in this round; those since then in the next. */
        void look() throws IOException {
            judged = recorded;
            recorded = Files.size(readsFile);
        }

        void writes() throws IOException {
            writes.readTo(Files.size(writesFile), checker);
        }

        void judge() throws IOException {
            reads.readTo(judged, checker);
        }
    }
}
