package dev.meerkat.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A result's documents in BSON, each <code>{_id: int32, n: int32, v: int64, w: int64}</code>: all of one length. */
final class Documents {

    private static final byte INT32 = 0x10;
    private static final byte INT64 = 0x12;
    private static final int SIZE = 43;
    private static final int ID = 9;
    private static final int NAMESPACE = 16;
    private static final int V = 23;
    private static final int W = 34;

    private final ByteBuffer buffer;

    Documents(byte[] result) {
        buffer = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] document(int namespace, int id, long value) {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SIZE)
                .put(INT32)
                .put(new byte[] {'_', 'i', 'd', 0})
                .putInt(id)
                .put(INT32)
                .put(new byte[] {'n', 0})
                .putInt(namespace)
                .put(INT64)
                .put(new byte[] {'v', 0})
                .putLong(Fields.v(value))
                .put(INT64)
                .put(new byte[] {'w', 0})
                .putLong(Fields.w(value))
                .put((byte) 0)
                .array();
    }

    int count() {
        return buffer.capacity() / SIZE;
    }

    int id(int index) {
        return buffer.getInt(index * SIZE + ID);
    }

    int namespace(int index) {
        return buffer.getInt(index * SIZE + NAMESPACE);
    }

    long value(int index) {
        return buffer.getLong(index * SIZE + V) << 32 | buffer.getLong(index * SIZE + W);
    }
}
