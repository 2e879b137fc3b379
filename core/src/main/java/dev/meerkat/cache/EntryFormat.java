package dev.meerkat.cache;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an entry lies in the shared tier:
 *
 * <pre>
 * magic, format  4 bytes     "MKE" 2
 * checksum       4 bytes     CRC-32C of all that follows
 * asof, upTo     8 bytes each
 * expires at     8 bytes     wall time, milliseconds
 * epoch, key     4 bytes length and that many bytes each
 * inputs         4 bytes length, 8 bytes asof, and that many bytes; length -1, and nothing else: not asked, -2: too many
 * documents      the rest
 * </pre>
 *
 * Whatever is not exactly that, of this epoch and of this very key, is a miss, told once per kind. Thread-safe.
 */
final class EntryFormat {

    private static final Logger LOG = LoggerFactory.getLogger(EntryFormat.class);
    private static final int MAGIC = 'M' << 24 | 'K' << 16 | 'E' << 8 | 2;
    private static final int NOT_ASKED = -1;
    private static final int TOO_MANY = -2;
    private static final int BODY = 8;

    private final Supplier<byte[]> epoch;
    private final ConcurrentHashMap<String, Boolean> told = new ConcurrentHashMap<>();

    EntryFormat(byte[] epoch) {
        this(always(epoch));
    }

    /**
     * @param epoch asked for each time: it may not be known yet
     */
    EntryFormat(Supplier<byte[]> epoch) {
        this.epoch = epoch;
    }

    static Supplier<byte[]> always(byte[] epoch) {
        byte[] own = epoch.clone();
        return () -> own;
    }

    byte[] encode(QueryKey key, Entry entry) {
        byte[] own = epoch.get();
        byte[] keyBytes = key.bytes();
        byte[] documents = entry.documents();
        Inputs inputs = entry.inputs();
        ByteBuffer buffer =
                ByteBuffer.allocate(BODY + 24 + 12 + own.length + keyBytes.length + inputs.weight() + documents.length);
        buffer.putInt(MAGIC).putInt(0);
        buffer.putLong(entry.asof()).putLong(entry.upTo()).putLong(entry.expiresAtMillis());
        buffer.putInt(own.length).put(own).putInt(keyBytes.length).put(keyBytes);
        put(inputs, buffer);
        buffer.put(documents);
        return buffer.putInt(4, checksum(buffer.array())).array();
    }

    /** The entry with the reader's own dependencies, or null. */
    @Nullable
    Entry decode(byte[] stored, QueryKey key, Dependencies dependencies) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(stored);
            if (buffer.getInt() != MAGIC) {
                return miss("foreign: it has no Meerkat entry's head");
            }
            if (buffer.getInt() != checksum(stored)) {
                return miss("corrupt: its checksum is wrong");
            }
            long asof = buffer.getLong();
            long upTo = buffer.getLong();
            long expiresAtMillis = buffer.getLong();
            if (!goesOnWith(epoch.get(), stored, buffer)) {
                return miss("foreign: it is of another epoch");
            }
            if (!goesOnWith(key.bytes(), stored, buffer)) {
                return null; // another query with the same short name
            }
            Inputs inputs = inputs(buffer);
            byte[] documents = Arrays.copyOfRange(stored, buffer.position(), stored.length);
            return new Entry(asof, upTo, documents, inputs, dependencies, expiresAtMillis);
        } catch (BufferUnderflowException e) {
            return miss("corrupt: it is cut short");
        }
    }

    private static void put(Inputs inputs, ByteBuffer buffer) {
        byte[] ids = inputs.ids();
        if (ids != null) {
            buffer.putInt(ids.length).putLong(inputs.asof()).put(ids);
        } else {
            buffer.putInt(inputs.tooMany() ? TOO_MANY : NOT_ASKED);
        }
    }

    private static Inputs inputs(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length == NOT_ASKED || length == TOO_MANY) {
            return length == NOT_ASKED ? Inputs.NOT_ASKED : Inputs.TOO_MANY;
        }
        long asof = buffer.getLong();
        requireLeft(length, buffer);
        byte[] ids = new byte[length];
        buffer.get(ids);
        return Inputs.of(ids, asof);
    }

    /** Whether these bytes come next in what the buffer wraps, after their length; passes over whatever does. */
    private static boolean goesOnWith(byte[] expected, byte[] stored, ByteBuffer buffer) {
        int length = buffer.getInt();
        int begin = buffer.position();
        requireLeft(length, buffer);
        buffer.position(begin + length);
        return Arrays.equals(stored, begin, begin + length, expected, 0, expected.length);
    }

    private static void requireLeft(int length, ByteBuffer buffer) {
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
    }

    private static int checksum(byte[] stored) {
        CRC32C crc = new CRC32C();
        crc.update(stored, BODY, Math.max(0, stored.length - BODY));
        return (int) crc.getValue();
    }

    private @Nullable Entry miss(String kind) {
        if (told.putIfAbsent(kind, true) == null) {
            LOG.warn("A value in the shared tier is {}. It counts as a miss; more of this kind won't be logged.", kind);
        }
        return null;
    }
}
