package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** A record on the channel: term and sequence, 8 bytes each, then the record. */
final class BroadcastFormat {

    private BroadcastFormat() {}

    static byte[] encode(RecordId id, byte[] record) {
        return ByteBuffer.allocate(16 + record.length)
                .putLong(id.term())
                .putLong(id.sequence())
                .put(record)
                .array();
    }

    static StoredRecord decode(byte[] message) throws PortException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(message);
            RecordId id = new RecordId(buffer.getLong(), buffer.getLong());
            byte[] record = new byte[buffer.remaining()];
            buffer.get(record);
            return new StoredRecord(id, record);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new PortException("not a record of the log", e);
        }
    }
}
