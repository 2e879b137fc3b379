package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.QueryKey;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyWriterTest {

    static BsonValue[] ids() {
        return new BsonValue[] {
            new BsonInt32(-1),
            new BsonInt64(1L << 40),
            new BsonString(""),
            new BsonString("\u0000z\u00fc\ud83d\ude00"),
            new BsonString("a text that is longer than all others".repeat(20)),
            new BsonObjectId(new ObjectId("00112233445566778899aabb"))
        };
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theFilterOfAnIdHasTheBytesOfItsDocument(BsonValue id) {
        BsonDocument filter = new BsonDocument("_id", id);

        QueryKey key = begun().idFilter(id).flag("last", true).done();

        assertThat(key.bytes())
                .isEqualTo(begun().document("filter", filter)
                        .flag("last", true)
                        .done()
                        .bytes());
        assertThat(key.toString()).contains(filter.toJson());
    }

    private static KeyWriter begun() {
        return new KeyWriter(KeyWriter.elements(new BsonDocument("ns", new BsonString("a.b"))));
    }
}
