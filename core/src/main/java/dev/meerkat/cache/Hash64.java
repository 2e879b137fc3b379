package dev.meerkat.cache;

import java.nio.charset.StandardCharsets;

/**
 * A 64-bit hash of bytes: FNV-1a (Fowler, Noll, Vo) with the finalizer of MurmurHash3 (Appleby), so that all bits of the
 * result are usable as a table index. Not for secrets: two inputs that collide only share their invalidations.
 */
final class Hash64 {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long state;

    Hash64() {
        this(OFFSET_BASIS);
    }

    /**
     * Goes on from where another stood.
     *
     * @param state the other's
     */
    Hash64(long state) {
        this.state = state;
    }

    Hash64 add(byte value) {
        state = (state ^ (value & 0xff)) * PRIME;
        return this;
    }

    Hash64 add(byte[] values) {
        for (byte value : values) {
            add(value);
        }
        return this;
    }

    Hash64 add(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            add((byte) (value >>> shift));
        }
        return this;
    }

    Hash64 add(long value) {
        return add((int) (value >>> 32)).add((int) value);
    }

    /** Adds the text with its length, so that "ab","c" and "a","bc" differ. */
    Hash64 add(String text) {
        return addText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a text that is encoded already, as {@link #add(String)} does. */
    Hash64 addText(byte[] utf8) {
        return add(utf8.length).add(utf8);
    }

    /** What another may go on from. */
    long state() {
        return state;
    }

    long value() {
        long h = state;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
