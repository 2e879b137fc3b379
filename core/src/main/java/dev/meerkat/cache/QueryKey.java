package dev.meerkat.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * All that tells one read from another, as the bytes of a BSON document: two reads are the same only if every byte is.
 * Types count (a date is not its string), and so does the order of fields. Immutable.
 */
public final class QueryKey {

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();

    private final byte[] bytes;

    /** CRC-32C, for which processors have an instruction. */
    private final int hash;

    private QueryKey(byte[] bytes) {
        this.bytes = bytes;
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        this.hash = (int) crc.getValue();
    }

    /**
     * {@return the key of a read}
     *
     * @param description the operation, its namespace and every option that has a say in the result
     */
    public static QueryKey of(BsonDocument description) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer(256);
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            CODEC.encode(writer, description, ENCODING);
            return new QueryKey(buffer.toByteArray());
        }
    }

    /**
     * {@return a key from its bytes, which are not copied and must not be changed}
     *
     * @param bytes not copied, and not to be changed
     */
    public static QueryKey ofBytes(byte[] bytes) {
        return new QueryKey(bytes);
    }

    /** {@return the key's bytes; not to be changed} */
    public byte[] bytes() {
        return bytes;
    }

    /** A short name for it in the shared tier; what is found there is compared in full. */
    byte[] shortName() {
        Hash64 forward = new Hash64().add(bytes);
        return ByteBuffer.allocate(12).putLong(forward.value()).putInt(hash).array();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof QueryKey that && hash == that.hash && Arrays.equals(bytes, that.bytes));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new org.bson.RawBsonDocument(bytes).toJson();
    }
}
