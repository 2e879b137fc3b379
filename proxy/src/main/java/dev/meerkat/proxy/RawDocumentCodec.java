package dev.meerkat.proxy;

import org.bson.AbstractBsonReader;
import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;
import org.bson.io.BsonInput;
import org.bson.io.BsonInputMark;

/**
 * The documents of a reply, each copied once, into as many bytes as it has: the driver's codec writes them by way of a buffer
 * that grows. Thread-safe.
 */
final class RawDocumentCodec implements Codec<RawBsonDocument> {

    private static final RawBsonDocumentCodec DRIVERS = new RawBsonDocumentCodec();

    @Override
    public RawBsonDocument decode(BsonReader reader, DecoderContext context) {
        if (!(reader instanceof BsonBinaryReader binary) || binary.getState() != AbstractBsonReader.State.VALUE) {
            return DRIVERS.decode(reader, context);
        }
        BsonInput input = binary.getBsonInput();
        BsonInputMark begin = input.getMark(Integer.BYTES);
        byte[] bytes = new byte[input.readInt32()];
        begin.reset();
        input.readBytes(bytes);
        begin.reset();
        reader.skipValue();
        return new RawBsonDocument(bytes);
    }

    @Override
    public void encode(BsonWriter writer, RawBsonDocument value, EncoderContext context) {
        DRIVERS.encode(writer, value, context);
    }

    @Override
    public Class<RawBsonDocument> getEncoderClass() {
        return RawBsonDocument.class;
    }
}
