package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.junit.jupiter.api.Test;

/** A document of a reply comes out as it lies in it, and the reader stands behind it. */
class RawDocumentCodecTest {

    private static final DecoderContext PLAIN = DecoderContext.builder().build();

    private final RawDocumentCodec codec = new RawDocumentCodec();

    @Test
    void documentsOfAnArrayAreReadOneAfterTheOther() {
        Random random = new Random(1);
        List<BsonDocument> documents = IntStream.range(0, 50)
                .mapToObj(n -> RandomDocuments.document(random).toBsonDocument())
                .toList();
        RawBsonDocument reply = RawBsonDocument.parse(new BsonDocument("batch", new BsonArray(documents))
                .append("ok", new BsonInt32(1))
                .toJson());
        BsonBinaryReader reader = new BsonBinaryReader(reply.getByteBuffer().asNIO());
        reader.readStartDocument();
        reader.readName("batch");
        reader.readStartArray();
        for (BsonDocument document : documents) {
            reader.readBsonType();
            RawBsonDocument read = codec.decode(reader, PLAIN);
            assertThat(read).isEqualTo(BsonDocument.parse(document.toJson()));
            assertThat(read.getByteBuffer().array())
                    .hasSize(read.getByteBuffer().remaining());
        }
        reader.readEndArray();
        assertThat(reader.readInt32("ok")).isEqualTo(1);
    }

    @Test
    void otherReadersAreLeftToTheDriversCodec() {
        BsonDocument document = new BsonDocument("a", new BsonInt32(1));
        assertThat(codec.decode(new BsonDocumentReader(document), PLAIN)).isEqualTo(document);
        BsonBinaryReader reader = new BsonBinaryReader(
                RawBsonDocument.parse("{a: 1}").getByteBuffer().asNIO());
        assertThat(codec.decode(reader, PLAIN)).isEqualTo(document);
    }
}
