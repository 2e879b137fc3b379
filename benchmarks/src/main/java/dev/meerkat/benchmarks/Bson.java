package dev.meerkat.benchmarks;

import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** BSON bytes from and to objects, by a codec. */
final class Bson {

    private static final DecoderContext DECODING = DecoderContext.builder().build();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();

    private Bson() {}

    static <T> T decode(Codec<T> codec, byte[] bytes) {
        return codec.decode(new BsonBinaryReader(ByteBuffer.wrap(bytes)), DECODING);
    }

    static <T> byte[] encode(Codec<T> codec, T value) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            codec.encode(writer, value, ENCODING);
            return buffer.toByteArray();
        }
    }
}
