package dev.meerkat.faults.audit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Records what one process does, in files that outlive it.
 *
 * <p>What is about to be written, and what was, is in the operating system's hands when the method returns, so that a process
 * that is killed has announced all that it sent. Reads are handed over five times a second; the last ones of a process that
 * is killed are lost. Thread-safe. All methods throw {@link java.io.UncheckedIOException} where the file can't be written.
 */
public final class HistoryWriter implements AutoCloseable {

    /**
     * Begins the files of a process, which must not be there yet.
     *
     * @param folder where the files of all processes are; it is made if need be
     * @param process the process's number, as in {@link Write}
     * @throws IOException if a file can't be made
     */
    public HistoryWriter(Path folder, int process) throws IOException {}

    /** Announces a write; to be called before it is sent. */
    public void begun(Write write) {}

    /** Records how a write ended: acknowledged, or with an unknown outcome. */
    public void write(Write write) {}

    /** Announces an insert; to be called before it is sent. */
    public void begun(Insert insert) {}

    /** Records how an insert ended. */
    public void insert(Insert insert) {}

    /** Records a read. */
    public void read(Read read) {}

    /** Records a count. */
    public void count(Count count) {}

    /** Records a failure. */
    public void failure(Failure failure) {}

    /** Hands over all that was recorded. */
    public void flush() {}

    @Override
    public void close() {}
}
