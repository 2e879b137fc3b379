package dev.meerkat.faults.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes a file's records, each a difference to the one before: a read takes about ten bytes. For one thread.
 *
 * @see RecordDecoder
 */
final class RecordEncoder {

    /** The most bytes of a record. */
    static final int LONGEST = 1 << 10;

    private static final int LONGEST_TEXT = LONGEST - 64;

    private long lastNumber;
    private long lastNanos;

    void read(ByteBuffer out, Read read) {
        read(out, RecordKind.READ, read);
    }

    void read(ByteBuffer out, CausalRead read) {
        read(out, RecordKind.CAUSAL_READ, read.read());
        Varints.putSigned(out, read.seen() - lastNumber);
    }

    private void read(ByteBuffer out, RecordKind kind, Read read) {
        boolean absent = read.number() == Read.ABSENT;
        out.put(kind.with(read.source().ordinal() | (absent ? 4 : 0)));
        Varints.put(out, read.document());
        if (!absent) {
            number(out, read.number());
        }
        times(out, read.begunNanos(), read.endedNanos());
    }

    void count(ByteBuffer out, Count count) {
        out.put(RecordKind.COUNT.with(count.source().ordinal()));
        Varints.put(out, count.group());
        Varints.put(out, count.counted());
        times(out, count.begunNanos(), count.endedNanos());
    }

    void failure(ByteBuffer out, Failure failure) {
        out.put(RecordKind.FAILURE.with((failure.write() ? 1 : 0) | (failure.mongoFailed() ? 2 : 0)));
        byte[] what = failure.what().getBytes(StandardCharsets.UTF_8);
        byte[] text = what.length > LONGEST_TEXT ? Arrays.copyOf(what, LONGEST_TEXT) : what;
        Varints.put(out, text.length);
        out.put(text);
        nanos(out, failure.atNanos());
    }

    void write(ByteBuffer out, RecordKind kind, Write write) {
        boolean unknown = write.acknowledgedNanos() == Write.UNKNOWN;
        out.put(kind.with((write.deletes() ? 1 : 0) | (unknown ? 2 : 0)));
        Varints.put(out, write.document());
        number(out, write.number());
        times(out, write.begunNanos(), unknown ? write.begunNanos() : write.acknowledgedNanos());
    }

    void insert(ByteBuffer out, RecordKind kind, Insert insert) {
        boolean unknown = insert.acknowledgedNanos() == Write.UNKNOWN;
        out.put(kind.with(unknown ? 2 : 0));
        Varints.put(out, insert.group());
        times(out, insert.begunNanos(), unknown ? insert.begunNanos() : insert.acknowledgedNanos());
    }

    private void number(ByteBuffer out, long number) {
        Varints.putSigned(out, number - lastNumber);
        lastNumber = number;
    }

    private void times(ByteBuffer out, long begun, long ended) {
        nanos(out, begun);
        Varints.putSigned(out, ended - begun);
    }

    private void nanos(ByteBuffer out, long nanos) {
        Varints.putSigned(out, nanos - lastNanos);
        lastNanos = nanos;
    }
}
