package dev.meerkat.faults.audit;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads one file of a history, on from where it stopped. A record that isn't all there is left for later. For one thread. */
final class HistoryReader {

    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final RecordDecoder decoder;
    private long position;

    HistoryReader(Path file, int process) {
        this.file = file;
        this.decoder = new RecordDecoder(process);
    }

    /** Reads the records that end at or before this place in the file. */
    void readTo(long end, RecordDecoder.Listener listener) throws IOException {
        if (end <= position) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, end - position));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int read = 1;
            while (read > 0) {
                buffer.clear();
                buffer.limit((int) Math.min(buffer.capacity(), end - position));
                read = channel.read(buffer, position) <= 0 ? 0 : records(buffer.flip(), listener);
                position += read;
            }
        }
    }

    /** Reads the whole records in the buffer and returns how many bytes they are. */
    private int records(ByteBuffer buffer, RecordDecoder.Listener listener) {
        int whole = 0;
        try {
            while (buffer.hasRemaining()) {
                decoder.next(buffer, listener);
                whole = buffer.position();
            }
        } catch (BufferUnderflowException e) {
            return whole;
        }
        return whole;
    }
}
