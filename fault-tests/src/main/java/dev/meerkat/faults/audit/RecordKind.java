package dev.meerkat.faults.audit;

/** What a record is, one of eight: its ordinal is in the low three bits of the record's first byte, flags are in the others. */
enum RecordKind {
    READ,
    CAUSAL_READ,
    COUNT,
    FAILURE,
    WRITE_BEGUN,
    WRITE,
    INSERT_BEGUN,
    INSERT;

    static final int BITS = 3;

    private static final RecordKind[] KINDS = values();
    private static final int MASK = (1 << BITS) - 1;

    static RecordKind of(int first) {
        return KINDS[first & MASK];
    }

    byte with(int flags) {
        return (byte) (ordinal() | flags << BITS);
    }

    static int flags(int first) {
        return (first & 0xFF) >>> BITS;
    }
}
