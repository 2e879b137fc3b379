package dev.meerkat.benchmarks.peers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * How values lie in Redis: as BSON, by the driver's own codecs, for all contenders, so that none is ahead or behind by its
 * way to serialize. Immutable.
 */
final class Format<T> {

    private static final DecoderContext DECODING = DecoderContext.builder().build();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();
    private static final String VALUES = "v";

    private final BiConsumer<BsonWriter, T> write;
    private final Function<BsonReader, T> read;

    private Format(BiConsumer<BsonWriter, T> write, Function<BsonReader, T> read) {
        this.write = write;
        this.read = read;
    }

    /** A document. */
    static <T> Format<T> one(Codec<T> codec) {
        return new Format<>(
                (writer, value) -> codec.encode(writer, value, ENCODING), reader -> codec.decode(reader, DECODING));
    }

    /** An array of documents in a document; what is read is immutable. */
    static <T> Format<List<T>> many(Codec<T> codec) {
        return new Format<>((writer, values) -> writeAll(codec, writer, values), reader -> readAll(codec, reader));
    }

    private static <T> void writeAll(Codec<T> codec, BsonWriter writer, List<T> values) {
        writer.writeStartDocument();
        writer.writeStartArray(VALUES);
        values.forEach(value -> codec.encode(writer, value, ENCODING));
        writer.writeEndArray();
        writer.writeEndDocument();
    }

    private static <T> List<T> readAll(Codec<T> codec, BsonReader reader) {
        List<T> values = new ArrayList<>();
        reader.readStartDocument();
        reader.readName(VALUES);
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            values.add(codec.decode(reader, DECODING));
        }
        reader.readEndArray();
        reader.readEndDocument();
        return List.copyOf(values);
    }

    byte[] encode(T value) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            write.accept(writer, value);
            return buffer.toByteArray();
        }
    }

    T decode(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes));
    }

    T decode(ByteBuffer bytes) {
        try (BsonBinaryReader reader = new BsonBinaryReader(bytes)) {
            return read.apply(reader);
        }
    }
}
