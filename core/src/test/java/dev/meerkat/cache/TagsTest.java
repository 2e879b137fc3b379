package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

final class TagsTest {

    private static final Namespace ORDERS = new Namespace("shop", "orders");

    @Test
    void equalNumbersAreOneIdWhateverTheirType() {
        alike(int32(1), int64(1), real(1), decimal("1"), decimal("1.00"), decimal("0.1E1"), decimal("10E-1"));
        alike(int32(-7), int64(-7), real(-7), decimal("-7.0"));
        alike(int32(100), real(100), decimal("1E2"), decimal("100"));
        alike(real(0.5), decimal("0.5"), decimal("0.50"), decimal("5E-1"));
        alike(int64(1L << 53), real(0x1p53), decimal("9007199254740992"));
        alike(int64(Long.MAX_VALUE), decimal("9223372036854775807"));
        alike(int64(Long.MIN_VALUE), real(-0x1p63), decimal("-9223372036854775808"));
        alike(real(0x1p63), decimal("9223372036854775808"));
        alike(real(1e22), decimal("1E22"), decimal("1.0E+22"));
    }

    @Test
    void everyZeroIsOneId() {
        alike(
                int32(0),
                int64(0),
                real(0.0),
                real(-0.0),
                decimal("0"),
                decimal("-0"),
                decimal("0.000"),
                decimal("-0E+100"),
                decimal("0E-6176"));
    }

    @Test
    void everyNaNIsOneIdAndInfinitiesAreTwo() {
        alike(
                real(Double.NaN),
                real(Double.longBitsToDouble(0x7ff8_0000_0000_0001L)),
                decimal("NaN"),
                new BsonDecimal128(Decimal128.NEGATIVE_NaN));
        alike(real(Double.POSITIVE_INFINITY), decimal("Infinity"));
        alike(real(Double.NEGATIVE_INFINITY), decimal("-Infinity"));
        allDiffer(real(Double.NaN), real(Double.POSITIVE_INFINITY), real(Double.NEGATIVE_INFINITY), int32(0));
    }

    /** To be compared with a decimal, a double may be rounded to a decimal's 34 digits. */
    @Test
    void aDoubleIsTheDecimalThatItRoundsTo() {
        alike(real(0.1), decimal("0.1000000000000000055511151231257827"));
        alike(real(1e300), rounded(1e300));
        alike(real(Double.MIN_VALUE), rounded(Double.MIN_VALUE));
        allDiffer(real(0.1), decimal("0.1"), real(Math.nextUp(0.1)));
    }

    @Test
    void decimalsThatNoEncoderWritesAreZero() {
        for (long high : new long[] {0x6000_0000_0000_0000L, 0xe000_0000_0000_0000L}) {
            alike(int32(0), new BsonDecimal128(Decimal128.fromIEEE754BIDEncoding(high, 5)));
        }
    }

    @Test
    void differentNumbersDiffer() {
        allDiffer(
                int32(0),
                int32(1),
                int32(-1),
                int64((1L << 53) + 1),
                int64(1L << 53),
                int64(Long.MAX_VALUE),
                int64(Long.MIN_VALUE),
                real(0x1p63),
                real(0.5),
                real(-0.5),
                real(1e300),
                real(Double.MIN_VALUE),
                decimal("1E-6176"),
                decimal("1E6144"),
                decimal("9.999999999999999999999999999999999E6144"),
                decimal("-9.999999999999999999999999999999999E6144"),
                decimal("0.3"),
                real(0.3));
    }

    @Test
    void numbersAreCanonicalAtAnyDepth() {
        alike(
                new BsonDocument("a", int32(1)).append("b", list(real(-0.0), new BsonDocument("c", decimal("2.0")))),
                new BsonDocument("a", real(1)).append("b", list(int64(0), new BsonDocument("c", int32(2)))));
    }

    @Test
    void shapesDiffer() {
        allDiffer(
                new BsonDocument(),
                list(),
                new BsonDocument("a", int32(1)),
                new BsonDocument("b", int32(1)),
                new BsonDocument("a", int32(1)).append("b", int32(2)),
                new BsonDocument("b", int32(2)).append("a", int32(1)),
                new BsonDocument("a", new BsonDocument("b", int32(2))),
                new BsonDocument("0", int32(1)),
                list(int32(1)),
                list(int32(1), int32(2)),
                list(int32(2), int32(1)),
                list(list(int32(1)), int32(2)),
                list(list(int32(1), int32(2))));
    }

    @Test
    void typesDiffer() {
        ObjectId id = new ObjectId("507f1f77bcf86cd799439011");
        allDiffer(
                int32(1),
                new BsonString("1"),
                new BsonString(""),
                new BsonBoolean(true),
                new BsonBoolean(false),
                new BsonDateTime(1),
                new BsonTimestamp(1),
                new BsonNull(),
                new BsonUndefined(),
                new BsonMinKey(),
                new BsonMaxKey(),
                new BsonObjectId(id),
                new BsonString(id.toHexString()),
                new BsonBinary(id.toByteArray()),
                new BsonDbPointer("a.b", id),
                new BsonRegularExpression("1"),
                new BsonRegularExpression("1", "i"),
                new BsonJavaScript("1"),
                new BsonJavaScriptWithScope("1", new BsonDocument()));
    }

    @Test
    void textsAndSymbolsAreOneId() {
        alike(new BsonString("naïve 猫"), new BsonSymbol("naïve 猫"));
        allDiffer(new BsonString("naïve"), new BsonString("naive"), new BsonString("Naïve"));
    }

    @Test
    void binariesDifferByTypeLengthAndContent() {
        byte[] bytes = new BsonBinary(new UUID(1, 2)).getData();
        allDiffer(
                new BsonBinary(new UUID(1, 2)),
                new BsonBinary(new UUID(2, 1)),
                new BsonBinary(bytes),
                new BsonBinary(BsonBinarySubType.UUID_LEGACY, bytes),
                new BsonBinary(new byte[0]),
                new BsonBinary(new byte[1]));
    }

    /** Processes of different releases tell each other these numbers: they change only with {@link Tags#SCHEME}. */
    @Test
    void theNumbersOfThisSchemeStay() {
        Namespace beyondAscii = new Namespace("lädchen", "猫.\ud83d\ude00");
        Namespace empty = new Namespace("", "");

        assertThat(Tags.SCHEME).isEqualTo(2);
        assertThat(Tags.document(ORDERS, new BsonObjectId(new ObjectId("507f1f77bcf86cd799439011"))))
                .isEqualTo(0xce6ef8c564076869L);
        assertThat(Tags.document(ORDERS, int32(1))).isEqualTo(0xe2423bfd67d7ad00L);
        assertThat(Tags.document(ORDERS, new BsonString("naïve 猫"))).isEqualTo(0xe7a16ebb216056a8L);
        assertThat(Tags.anything(ORDERS)).isEqualTo(0x57923246169357d6L);
        assertThat(Tags.members(ORDERS)).isEqualTo(0xf558e93fe7c4272bL);
        assertThat(Tags.field(ORDERS, "total")).isEqualTo(0x52b04fb5827a3314L);
        assertThat(Tags.document(beyondAscii, int32(1))).isEqualTo(0x4c682f8f7d599c39L);
        assertThat(Tags.anything(beyondAscii)).isEqualTo(0xce7d92a9ee5bcfe1L);
        assertThat(Tags.members(beyondAscii)).isEqualTo(0x4bd906609a35891bL);
        assertThat(Tags.field(beyondAscii, "größe")).isEqualTo(0xe7810d9715ac6e08L);
        assertThat(Tags.document(empty, int32(1))).isEqualTo(0xca847ae75003e212L);
        assertThat(Tags.anything(empty)).isEqualTo(0x9e8f3e8eabb64105L);
        assertThat(Tags.members(empty)).isEqualTo(0xa91a0708e3a62c75L);
    }

    @Test
    void namespacesAndKindsOfTagsDiffer() {
        BsonValue id = int32(1);
        assertThat(List.of(
                        Tags.document(new Namespace("a", "bc"), id),
                        Tags.document(new Namespace("ab", "c"), id),
                        Tags.document(new Namespace("a", "b"), id),
                        Tags.anything(new Namespace("a", "bc")),
                        Tags.anything(new Namespace("ab", "c")),
                        Tags.anything(new Namespace("a", "b"))))
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
    }

    @Test
    void manyIdsHaveHardlyACollision() {
        Map<Long, Integer> seen = new HashMap<>();
        for (int id = 0; id < 200_000; id++) {
            seen.put(Tags.document(ORDERS, int32(id)), id);
        }
        assertThat(seen).hasSize(200_000);
    }

    private static void alike(BsonValue first, BsonValue... others) {
        for (BsonValue other : others) {
            assertThat(Tags.document(ORDERS, other)).as("%s, %s", first, other).isEqualTo(Tags.document(ORDERS, first));
        }
    }

    private static void allDiffer(BsonValue... ids) {
        List<Long> tags = new ArrayList<>();
        for (BsonValue id : ids) {
            tags.add(Tags.document(ORDERS, id));
        }
        assertThat(tags).doesNotHaveDuplicates();
    }

    private static BsonInt32 int32(int value) {
        return new BsonInt32(value);
    }

    private static BsonInt64 int64(long value) {
        return new BsonInt64(value);
    }

    private static BsonDouble real(double value) {
        return new BsonDouble(value);
    }

    private static BsonDecimal128 decimal(String value) {
        return new BsonDecimal128(Decimal128.parse(value));
    }

    private static BsonDecimal128 rounded(double value) {
        return new BsonDecimal128(new Decimal128(new BigDecimal(value).round(MathContext.DECIMAL128)));
    }

    private static BsonArray list(BsonValue... values) {
        return new BsonArray(List.of(values));
    }
}
