package dev.meerkat.embedded.internal.query;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A BSON value of a type that the library has no class for (a binary of a rare subtype, code with a scope, undefined
 * and the like): kept as its bytes, given back as it came, equal to the same bytes only. Immutable: the bytes belong to
 * it.
 */
public final class OpaqueValue {

    private final byte type;
    private final byte[] bytes;

    /**
     * From what was read.
     *
     * @param type the number of its BSON type
     * @param bytes all that follows the field's name
     */
    public OpaqueValue(byte type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** The number of its BSON type. */
    public byte type() {
        return type;
    }

    /** All that follows the field's name; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpaqueValue that && type == that.type && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "BSON(" + type + ", " + HexFormat.of().formatHex(bytes) + ")";
    }
}
