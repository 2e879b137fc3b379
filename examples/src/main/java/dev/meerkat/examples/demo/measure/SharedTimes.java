package dev.meerkat.examples.demo.measure;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When something happened, in a file that all processes of the demo have mapped into memory: for each row (a document) and
 * number (its n-th version) an instant in microseconds since 1970 by this machine's clock, or 0. What one process puts, every
 * other sees at once. Thread-safe.
 */
public final class SharedTimes {

    /** Versions that a row has room for. */
    public static final int VERSIONS = 8192;

    private static final VarHandle TIMES = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer buffer;

    private SharedTimes(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Maps the file, creating it if need be.
     *
     * @param rows the same number in every process
     * @throws IOException if the file can't be mapped
     */
    public static SharedTimes map(Path file, int rows) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedTimes(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) rows * VERSIONS * Long.BYTES));
        }
    }

    /** This machine's clock now, in microseconds since 1970. */
    public static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** The instant, or 0 if none was put or the version is beyond the file's room. */
    public long get(int row, int version) {
        return version < VERSIONS ? (long) TIMES.getVolatile(buffer, offset(row, version)) : 0;
    }

    /** Puts an instant. One beyond the file's room is passed over. */
    public void put(int row, int version, long micros) {
        if (version < VERSIONS) {
            TIMES.setVolatile(buffer, offset(row, version), micros);
        }
    }

    private static int offset(int row, int version) {
        return (row * VERSIONS + version) * Long.BYTES;
    }
}
