package dev.meerkat.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule by which answers are compared: what it lets pass, and what it doesn't. */
class ComparisonTest {

    private static final Step STEP = new Step("section", 1, new BsonDocument());

    private static List<String> places(String expected, String got) {
        return places(new Comparison(false), expected, got);
    }

    private static List<String> places(Comparison comparison, String expected, String got) {
        return comparison.compare(STEP, BsonDocument.parse(expected), BsonDocument.parse(got)).stream()
                .map(Difference::pointer)
                .toList();
    }

    @Test
    void equalAnswersDontDiffer() {
        assertThat(places("{a: {b: [1, 'x', null]}}", "{a: {b: [1, 'x', null]}}"))
                .isEmpty();
    }

    @Test
    void anotherValueDiffersAtItsPlace() {
        assertThat(places("{a: {b: [1, {c: 2}]}}", "{a: {b: [1, {c: 3}]}}")).containsExactly("/a/b/1/c");
    }

    @Test
    void anotherNumericTypeDiffers() {
        assertThat(places("{n: 1}", "{n: {$numberLong: '1'}}")).containsExactly("/n");
        assertThat(places("{n: 1}", "{n: 1.0}")).containsExactly("/n");
        assertThat(places("{n: 0.0}", "{n: -0.0}")).containsExactly("/n");
    }

    @Test
    void aMissingAndAnAdditionalFieldDiffer() {
        assertThat(places("{a: 1, b: null}", "{a: 1, c: null}")).containsExactly("/b", "/c");
    }

    @Test
    void pointersEscapeSlashesAndTildes() {
        assertThat(places("{'a/b~c': 1}", "{'a/b~c': 2}")).containsExactly("/a~1b~0c");
    }

    @Test
    void theOrderOfFieldsDiffers() {
        assertThat(places("{a: 1, b: {c: 1, d: 2}}", "{a: 1, b: {d: 2, c: 1}}")).containsExactly("/b");
        assertThat(places("{a: 1, b: 2}", "{b: 2, a: 1}")).containsExactly("");
    }

    @Test
    void theOrderOfFieldsOfEventsDoesntMatter() {
        assertThat(places(
                        "{events: [{operationType: 'update', ns: {db: 'a', coll: 'b'}, x: {p: 1, q: 2}}]}",
                        "{events: [{x: {q: 2, p: 1}, operationType: 'update', ns: {coll: 'b', db: 'a'}}]}"))
                .isEmpty();
    }

    @Test
    void aListOfAnotherLengthIsOneDifference() {
        assertThat(places("{a: [1, 2, 3]}", "{a: [1, 2]}")).containsExactly("/a");
        assertThat(places("{a: [1]}", "{a: [1, 2]}")).containsExactly("/a");
    }

    @Test
    void theOrderOfEventsMatters() {
        assertThat(places(
                        "{events: [{operationType: 'insert', n: 1}, {operationType: 'insert', n: 2}]}",
                        "{events: [{operationType: 'insert', n: 2}, {operationType: 'insert', n: 1}]}"))
                .containsExactly("/events/0/n", "/events/1/n");
    }

    @Test
    void theDropsOfADroppedDatabaseComeInAnyOrder() {
        String a = "{operationType: 'drop', ns: {coll: 'a'}}";
        String b = "{operationType: 'drop', ns: {coll: 'b'}}";
        String end = "{operationType: 'dropDatabase', ns: {db: 'd'}}";
        assertThat(places("{events: [" + a + "," + b + "," + end + "]}", "{events: [" + b + "," + a + "," + end + "]}"))
                .isEmpty();
        assertThat(places("{events: [" + a + "," + b + "]}", "{events: [" + b + "," + a + "]}"))
                .containsExactly("/events/0/ns/coll", "/events/1/ns/coll");
        assertThat(places("{events: [" + a + "," + end + "," + b + "]}", "{events: [" + a + "," + b + "," + end + "]}"))
                .isNotEmpty();
    }

    @Test
    void messagesMayDifferButNotCodesAndLabels() {
        String error = "{errorLabels: ['L'], ok: 0.0, errmsg: 'x', code: 2, codeName: 'BadValue'}";
        assertThat(places(error, error.replace("'x'", "'other words'"))).isEmpty();
        assertThat(places(error, error.replace("'x'", "5"))).containsExactly("/errmsg");
        assertThat(places(error, error.replace("errmsg: 'x', ", ""))).containsExactly("/errmsg");
        assertThat(places(error, error.replace("code: 2", "code: 9"))).containsExactly("/code");
        assertThat(places(error, error.replace("BadValue", "Other"))).containsExactly("/codeName");
        assertThat(places(error, error.replace("'L'", "'M'"))).containsExactly("/errorLabels/0");
        assertThat(places(error, error.replace("'L'", ""))).containsExactly("/errorLabels");
        assertThat(places("{writeErrors: [{code: 1, errmsg: 'x'}]}", "{writeErrors: [{code: 1, errmsg: 'y'}]}"))
                .isEmpty();
    }

    @Test
    void anErrorInsteadOfAResultIsOneDifference() {
        assertThat(places("{n: 1, ok: 1.0}", "{ok: 0.0, errmsg: 'x', code: 1}")).containsExactly("");
    }

    @Test
    void temporaryNamesAreAllTheSame() {
        assertThat(places("{coll: 'tmp.agg_out.N'}", "{coll: 'tmp.agg_out.17'}"))
                .isEmpty();
        assertThat(places("{coll: 'tmp.agg_out.N'}", "{coll: 'tmp.other.17'}")).containsExactly("/coll");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "timestamp;{$timestamp: {t: 1, i: 1}};{$date: {$numberLong: '1'}}",
                "document;{};[]",
                "token;{_data: '82'};{_data: 1}",
                "token;'82';{_data: '82', more: 1}",
                "objectId;{$oid: '000000000000000000000001'};'000000000000000000000001'",
                "cursor;{$numberLong: '5'};{$numberLong: '0'}",
                "cursor;{$numberLong: '-5'};5",
                "string;'x';1",
                "array;[];{}",
                "date;{$date: {$numberLong: '1'}};{$timestamp: {t: 1, i: 1}}",
                "int;5;{$numberLong: '5'}"
            })
    void ofVolatileValuesTheTypeCounts(String type, String right, String wrong) {
        String expected = "{v: {$volatile: '" + type + "'}}";
        assertThat(places(expected, "{v: " + right + "}")).isEmpty();
        assertThat(places(expected, "{v: " + wrong + "}")).containsExactly("/v");
        assertThat(places(expected, "{}")).containsExactly("/v");
    }

    @Test
    void aNewerServerMayAddItsOwnFieldsAndNoOthers() {
        Comparison newer = new Comparison(true);
        String expected = "{events: [{operationType: 'insert', ns: {}}]}";
        String withWallTime = "{events: [{operationType: 'insert', ns: {}, wallTime: 1}]}";
        assertThat(places(newer, expected, withWallTime)).isEmpty();
        assertThat(places(expected, withWallTime)).containsExactly("/events/0/wallTime");
        assertThat(places(newer, expected, withWallTime.replace("wallTime", "other")))
                .containsExactly("/events/0/other");
    }
}
