package dev.meerkat.faults.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link RecordEncoder} has made. For one thread. */
final class RecordDecoder {

    /** Learns what was recorded, in the order of the file. */
    interface Listener {

        default void read(Read read) {}

        default void read(CausalRead read) {}

        default void count(Count count) {}

        default void failure(Failure failure) {}

        /** A write was about to be sent. */
        default void begun(Write write) {}

        /** A write ended. */
        default void write(Write write) {}

        /** An insert was about to be sent. */
        default void begun(Insert insert) {}

        /** An insert ended. */
        default void insert(Insert insert) {}
    }

    private static final Source[] SOURCES = Source.values();

    private final int process;
    private long lastNumber;
    private long lastNanos;

    RecordDecoder(int process) {
        this.process = process;
    }

    /**
     * Reads one record. {@link java.nio.BufferUnderflowException} if it isn't all there; then it can be read again from its
     * beginning when more is.
     */
    void next(ByteBuffer in, Listener listener) {
        int first = in.get();
        int flags = RecordKind.flags(first);
        switch (RecordKind.of(first)) {
            case READ -> listener.read(read(in, flags, false).read());
            case CAUSAL_READ -> listener.read(read(in, flags, true));
            case COUNT -> count(in, flags, listener);
            case FAILURE -> failure(in, flags, listener);
            case WRITE_BEGUN -> listener.begun(write(in, flags));
            case WRITE -> listener.write(write(in, flags));
            case INSERT_BEGUN -> listener.begun(insert(in, flags));
            case INSERT -> listener.insert(insert(in, flags));
        }
    }

    private CausalRead read(ByteBuffer in, int flags, boolean causal) {
        boolean absent = (flags & 4) != 0;
        int document = (int) Varints.get(in);
        long number = absent ? lastNumber : lastNumber + Varints.getSigned(in);
        long begun = lastNanos + Varints.getSigned(in);
        long ended = begun + Varints.getSigned(in);
        long seen = causal ? number + Varints.getSigned(in) : Read.ABSENT;
        lastNumber = number;
        lastNanos = begun;
        Read read = new Read(process, SOURCES[flags & 3], document, absent ? Read.ABSENT : number, begun, ended);
        return new CausalRead(read, seen);
    }

    private void count(ByteBuffer in, int flags, Listener listener) {
        int group = (int) Varints.get(in);
        long counted = Varints.get(in);
        long begun = lastNanos + Varints.getSigned(in);
        long ended = begun + Varints.getSigned(in);
        lastNanos = begun;
        listener.count(new Count(process, SOURCES[flags & 3], group, counted, begun, ended));
    }

    private void failure(ByteBuffer in, int flags, Listener listener) {
        byte[] text = new byte[(int) Varints.get(in)];
        in.get(text);
        long at = lastNanos + Varints.getSigned(in);
        lastNanos = at;
        String what = new String(text, StandardCharsets.UTF_8);
        listener.failure(new Failure(process, (flags & 1) != 0, (flags & 2) != 0, at, what));
    }

    private Write write(ByteBuffer in, int flags) {
        int document = (int) Varints.get(in);
        long number = lastNumber + Varints.getSigned(in);
        long begun = lastNanos + Varints.getSigned(in);
        long ended = begun + Varints.getSigned(in);
        lastNumber = number;
        lastNanos = begun;
        return new Write(process, document, number, (flags & 1) != 0, begun, (flags & 2) != 0 ? Write.UNKNOWN : ended);
    }

    private Insert insert(ByteBuffer in, int flags) {
        int group = (int) Varints.get(in);
        long begun = lastNanos + Varints.getSigned(in);
        long ended = begun + Varints.getSigned(in);
        lastNanos = begun;
        return new Insert(process, group, begun, (flags & 2) != 0 ? Write.UNKNOWN : ended);
    }
}
