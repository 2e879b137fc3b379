package dev.meerkat.faults.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Audits the histories that the processes of a run record in one folder, while they go on.
 *
 * <p>A read is judged one round after its round, when the writes that were acknowledged before it are recorded. A write that
 * is recorded even later, since its process was stopped in that very moment, is demanded of fewer reads than it could be; no
 * read is ever called wrong for it. Thread-safe.
 */
public final class Audit {

    /**
     * An audit from the folder's beginning.
     *
     * @param folder where the processes' {@link HistoryWriter}s write
     * @param bound how long ago a write may have been acknowledged that a read doesn't show
     */
    public Audit(Path folder, Duration bound) {}

    /** Tells of a fault: when it strikes, and again, with the same beginning, when it is healed and recovered from. */
    public void injection(Injection injection) {}

    /** Tells why a fault was never injected. */
    public void skipped(String fault, String reason) {}

    /**
     * Reads on, and judges the reads that had been recorded at the last round.
     *
     * @throws IOException if a history can't be read
     */
    public void round() throws IOException {}

    /**
     * Judges everything that is recorded; to be called when all processes have ended.
     *
     * @throws IOException if a history can't be read
     */
    public void finish() throws IOException {}

    /** What was found so far. */
    public FaultTable table() {
        return new FaultTable();
    }
}
