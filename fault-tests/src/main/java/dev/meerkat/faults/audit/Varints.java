package dev.meerkat.faults.audit;

import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need: seven bits in each, the lowest first, the top bit set in all but the last. */
final class Varints {

    /** The most bytes of one. */
    static final int LONGEST = 10;

    private Varints() {}

    static void put(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    /** Puts a number that may be negative: 0, -1, 1, -2, 2, … count from 0. */
    static void putSigned(ByteBuffer out, long value) {
        put(out, (value << 1) ^ (value >> 63));
    }

    /** Gets one; {@link java.nio.BufferUnderflowException} if it isn't all there. */
    static long get(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("not a number: more than " + LONGEST + " bytes");
    }

    static long getSigned(ByteBuffer in) {
        long value = get(in);
        return (value >>> 1) ^ -(value & 1);
    }
}
