package dev.meerkat.faults.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Records what one process does, in two files that outlive it.
 *
 * <p>What is about to be written, and what was, is in the operating system's hands when the method returns, so that a process
 * that is killed has announced all that it sent. Reads are handed over five times a second; the last ones of a process that
 * is killed are lost. Thread-safe. All methods throw {@link UncheckedIOException} where a file can't be written.
 */
public final class HistoryWriter implements AutoCloseable {

    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final int process;
    private final Output reads;
    private final Output writes;
    private volatile boolean closed;

    /**
     * Begins the files of a process, which must not be there yet.
     *
     * @param folder where the files of all processes are; it is made if need be
     * @param process the process's number, as in {@link Write}
     * @throws IOException if a file can't be made
     */
    public HistoryWriter(Path folder, int process) throws IOException {
        this.process = process;
        Files.createDirectories(folder);
        writes = new Output(HistoryFiles.writes(folder, process), 2 * RecordEncoder.LONGEST);
        reads = new Output(HistoryFiles.reads(folder, process), 64 * RecordEncoder.LONGEST);
        Thread flusher = new Thread(this::flushNowAndThen, "history-" + process);
        flusher.setDaemon(true);
        flusher.start();
    }

    /** Announces a write; to be called before it is sent. */
    public void begun(Write write) {
        write(RecordKind.WRITE_BEGUN, write);
    }

    /** Records how a write ended: acknowledged, or with an unknown outcome. */
    public void write(Write write) {
        write(RecordKind.WRITE, write);
    }

    private void write(RecordKind kind, Write write) {
        mine(write.process());
        synchronized (writes) {
            writes.encoder.write(writes.room(), kind, write);
            writes.flush();
        }
    }

    /** Announces an insert; to be called before it is sent. */
    public void begun(Insert insert) {
        insert(RecordKind.INSERT_BEGUN, insert);
    }

    /** Records how an insert ended: acknowledged, or with an unknown outcome. */
    public void insert(Insert insert) {
        insert(RecordKind.INSERT, insert);
    }

    private void insert(RecordKind kind, Insert insert) {
        mine(insert.process());
        synchronized (writes) {
            writes.encoder.insert(writes.room(), kind, insert);
            writes.flush();
        }
    }

    /** Records a read. */
    public void read(Read read) {
        mine(read.process());
        synchronized (reads) {
            reads.encoder.read(reads.room(), read);
        }
    }

    /** Records a read in a causal session. */
    public void read(CausalRead read) {
        mine(read.read().process());
        synchronized (reads) {
            reads.encoder.read(reads.room(), read);
        }
    }

    /** Records a count. */
    public void count(Count count) {
        mine(count.process());
        synchronized (reads) {
            reads.encoder.count(reads.room(), count);
        }
    }

    /** Records a failure. */
    public void failure(Failure failure) {
        mine(failure.process());
        synchronized (reads) {
            reads.encoder.failure(reads.room(), failure);
        }
    }

    /** Hands over all that was recorded. */
    public void flush() {
        synchronized (reads) {
            reads.flush();
        }
    }

    /** Hands over all that was recorded; nothing can be recorded any more. */
    @Override
    public void close() {
        closed = true;
        synchronized (writes) {
            writes.close();
        }
        synchronized (reads) {
            reads.close();
        }
    }

    private void mine(int whose) {
        if (whose != process) {
            throw new IllegalArgumentException(
                    "a record of process " + whose + " in the history of process " + process);
        }
    }

    /** An error shows itself at the next record, whose caller can do something about it. */
    private void flushNowAndThen() {
        while (!closed) {
            LockSupport.parkNanos(FLUSH_NANOS);
            synchronized (reads) {
                if (!closed) {
                    reads.flush();
                }
            }
        }
    }

    /** One file, with what isn't in it yet. Guarded by its own lock. */
    private static final class Output {

        final RecordEncoder encoder = new RecordEncoder();
        private final OutputStream file; // not a channel, which an interrupted thread would close
        private final ByteBuffer buffer;
        private boolean open = true;

        Output(Path path, int bytes) throws IOException {
            file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
            buffer = ByteBuffer.allocate(bytes);
        }

        /** The buffer, with room for a record. */
        ByteBuffer room() {
            if (!open) {
                throw new IllegalStateException("the history is closed");
            }
            if (buffer.remaining() < RecordEncoder.LONGEST) {
                flush();
            }
            return buffer;
        }

        void flush() {
            try {
                file.write(buffer.array(), 0, buffer.position());
            } catch (IOException e) {
                throw new UncheckedIOException("The history can't be recorded any further: is the disk full?", e);
            }
            buffer.clear();
        }

        void close() {
            if (open) {
                open = false;
                flush();
                try {
                    file.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
