package dev.meerkat.proxy;

import dev.meerkat.cache.QueryKey;
import java.util.List;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.BsonDocumentWrapperCodec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;
import org.bson.io.BasicOutputBuffer;

/**
 * Writes a {@link QueryKey}: a BSON document, field by field, after a beginning that many keys share. Writing bytes at once
 * spares a hit the building of a document. Used by one thread.
 */
final class KeyWriter {

    private static final EncoderContext PLAIN = EncoderContext.builder().build();
    private static final BsonDocumentCodec DOCUMENT = new BsonDocumentCodec();
    private static final RawBsonDocumentCodec RAW = new RawBsonDocumentCodec();
    private static final BsonDocumentWrapperCodec WRAPPER = new BsonDocumentWrapperCodec(DOCUMENT);

    private final BasicOutputBuffer out = new BasicOutputBuffer(256);

    /**
     * @param beginning elements of a BSON document, without its length and its end
     */
    KeyWriter(byte[] beginning) {
        out.writeInt32(0);
        out.writeBytes(beginning);
    }

    /** The elements of a document, as the beginning of others. */
    static byte[] elements(BsonDocument document) {
        byte[] whole = QueryKey.of(document).bytes();
        byte[] elements = new byte[whole.length - 5];
        System.arraycopy(whole, 4, elements, 0, elements.length);
        return elements;
    }

    KeyWriter text(String name, String value) {
        start(BsonType.STRING, name);
        out.writeString(value);
        return this;
    }

    KeyWriter number(String name, int value) {
        start(BsonType.INT32, name);
        out.writeInt32(value);
        return this;
    }

    KeyWriter flag(String name, boolean value) {
        start(BsonType.BOOLEAN, name);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    KeyWriter document(String name, BsonDocument value) {
        start(BsonType.DOCUMENT, name);
        encode(value);
        return this;
    }

    KeyWriter documents(String name, List<BsonDocument> values) {
        start(BsonType.ARRAY, name);
        int begin = out.getPosition();
        out.writeInt32(0);
        for (int i = 0; i < values.size(); i++) {
            document(Integer.toString(i), values.get(i));
        }
        out.writeByte(0);
        out.writeInt32(begin, out.getPosition() - begin);
        return this;
    }

    /** The filter that asks for one id, of a type that {@link KeyScope#render} gives: the same bytes as its document's. */
    KeyWriter idFilter(BsonValue id) {
        start(BsonType.DOCUMENT, "filter");
        int begin = out.getPosition();
        out.writeInt32(0);
        start(id.getBsonType(), "_id");
        if (id instanceof BsonObjectId its) {
            out.writeObjectId(its.getValue());
        } else if (id instanceof BsonString its) {
            out.writeString(its.getValue());
        } else if (id instanceof BsonInt32 its) {
            out.writeInt32(its.getValue());
        } else {
            out.writeInt64(((BsonInt64) id).getValue());
        }
        out.writeByte(0);
        out.writeInt32(begin, out.getPosition() - begin);
        return this;
    }

    /** Ends the key. */
    QueryKey done() {
        out.writeByte(0);
        out.writeInt32(0, out.getPosition());
        QueryKey key = QueryKey.ofBytes(out.toByteArray());
        out.close();
        return key;
    }

    private void start(BsonType type, String name) {
        out.writeByte(type.getValue());
        out.writeCString(name);
    }

    private void encode(BsonDocument document) {
        BsonBinaryWriter writer = new BsonBinaryWriter(out);
        if (document instanceof BsonDocumentWrapper<?> wrapper) {
            WRAPPER.encode(writer, wrapper, PLAIN);
        } else if (document instanceof RawBsonDocument raw) {
            RAW.encode(writer, raw, PLAIN);
        } else {
            DOCUMENT.encode(writer, document, PLAIN);
        }
    }
}
