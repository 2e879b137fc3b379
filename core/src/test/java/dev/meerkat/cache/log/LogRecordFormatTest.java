package dev.meerkat.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

final class LogRecordFormatTest {

    private static final Namespace ORDERS = new Namespace("shop", "orders.2026 – 猫");
    private static final LogRecord RECORD = new LogRecord(
            RecordId.parse("1790000000-12"),
            RecordId.parse("1789999999-7"),
            0xffff_fff0_0000_0001L,
            0xffff_fff0_0000_0002L,
            5,
            List.of(
                    new Invalidation.Documents(3, ORDERS, 1, -1, Long.MIN_VALUE),
                    new Invalidation.Documents(4, ORDERS),
                    new Invalidation.Documents(4, ORDERS, ChangedFields.of(ORDERS, List.of("price", "part.n")), 9),
                    new Invalidation.WholeNamespace(5, ORDERS),
                    new Invalidation.WholeDatabase(-6, "shop"),
                    new Invalidation.Everything(7)));

    @Test
    void whatIsEncodedIsDecoded() throws PortException {
        LogRecord decoded = LogRecordFormat.decode(LogRecordFormat.encode(RECORD));

        assertThat(decoded).usingRecursiveComparison().isEqualTo(RECORD);
    }

    @Test
    void aRecordMayBeTheFirstAndEmpty() throws PortException {
        LogRecord first = new LogRecord(RecordId.parse("1-1"), null, ClusterTime.NONE, 8, ClusterTime.NONE, List.of());

        assertThat(LogRecordFormat.decode(LogRecordFormat.encode(first))).isEqualTo(first);
    }

    @Test
    void aRecordOfSomeDatabasesNamesThem() throws PortException {
        LogRecord some =
                new LogRecord(RECORD.id(), null, 7, 8, ClusterTime.NONE, Coverage.of(Set.of("shop", "crm")), List.of());

        assertThat(LogRecordFormat.decode(LogRecordFormat.encode(some))).isEqualTo(some);
    }

    @Test
    void whoDoesNotKnowOfCoverageFindsNoWatermarkInARecordOfSomeDatabases() {
        LogRecord some =
                new LogRecord(RECORD.id(), null, 7, 8, ClusterTime.NONE, Coverage.of(Set.of("shop")), List.of());

        assertThat(new RawBsonDocument(LogRecordFormat.encode(some))).doesNotContainKey("w");
        assertThat(document()).containsKey("w").doesNotContainKey("d");
    }

    @Test
    void unknownFieldsArePassedOver() throws PortException {
        BsonDocument document = document().append("later", new BsonString("addition"));

        assertThat(LogRecordFormat.decode(bytes(document)))
                .usingRecursiveComparison()
                .isEqualTo(RECORD);
    }

    @Test
    void ofAnotherSchemeOfTagsTheNamespacesCount() throws PortException {
        BsonDocument document = document().append("s", new BsonInt32(Tags.SCHEME + 1));

        assertThat(LogRecordFormat.decode(bytes(document)).invalidations())
                .containsExactly(
                        new Invalidation.WholeNamespace(3, ORDERS),
                        new Invalidation.WholeNamespace(4, ORDERS),
                        new Invalidation.WholeNamespace(4, ORDERS),
                        new Invalidation.WholeNamespace(5, ORDERS),
                        new Invalidation.WholeDatabase(-6, "shop"),
                        new Invalidation.Everything(7));
    }

    @Test
    void whatIsNoRecordIsSaidToBeNone() {
        byte[] good = LogRecordFormat.encode(RECORD);
        for (byte[] bad : List.of(
                new byte[0],
                "hello".getBytes(UTF_8),
                Arrays.copyOf(good, good.length - 1),
                bytes(new BsonDocument()),
                bytes(document().append("i", new BsonString("0-0"))),
                bytes(document().append("i", new BsonInt32(1))),
                bytes(document().append("w", new BsonString("x"))))) {
            assertThatThrownBy(() -> LogRecordFormat.decode(bad)).isExactlyInstanceOf(PortException.class);
        }
    }

    private static BsonDocument document() {
        return new RawBsonDocument(LogRecordFormat.encode(RECORD)).decode(new BsonDocumentCodec());
    }

    private static byte[] bytes(BsonDocument document) {
        RawBsonDocument raw = new RawBsonDocument(document, new BsonDocumentCodec());
        byte[] bytes = new byte[raw.getByteBuffer().remaining()];
        raw.getByteBuffer().get(bytes);
        return bytes;
    }
}
