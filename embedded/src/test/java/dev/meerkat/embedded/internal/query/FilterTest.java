package dev.meerkat.embedded.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recording of a real server doesn't hold: paths through nested arrays, rarer operators, bad filters. */
class FilterTest {

    private static boolean matches(String filter, String document) {
        return matches(Documents.parse(filter), Documents.parse(document));
    }

    private static boolean matches(Document filter, Document document) {
        return Filter.of(filter, (expression, given) -> given.get(expression) != null)
                .matches(document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'a.b.c': 1}; {a: [{b: [{c: 1}]}]}; true",
                "{'a.b.c': 1}; {a: [{b: {c: 2}}, {b: {c: [0, 1]}}]}; true",
                "{'a.b.c': 1}; {a: [[{b: {c: 1}}]]}; false",
                "{'a.0.b': 1}; {a: [[{b: 1}]]}; false",
                "{'a.0.0.b': 1}; {a: [[{b: 1}]]}; true",
                "{'a.1': 5}; {a: {'1': 5}}; true",
                "{'a.1': 5}; {a: [{'1': 5}]}; true",
                "{'a.b': null}; {}; true",
                "{'a.b': null}; {a: 1}; true",
                "{'a.b': null}; {a: [{c: 1}]}; true",
                "{'a.b': {$exists: true}}; {a: [{c: 1}, {b: null}]}; true",
                "{'a.b': {$size: 2}}; {a: [{b: [1]}, {b: [1, 2]}]}; true",
                "{a: {$all: [[1, 2]]}}; {a: [1, 2]}; true",
                "{a: {$all: []}}; {a: []}; false",
                "{a: {$all: [{$elemMatch: {b: 1, c: 1}}, {$elemMatch: {b: 2}}]}}; {a: [{b: 1, c: 1}, {b: 2}]}; true",
                "{a: {$all: [{$elemMatch: {b: 1, c: 1}}]}}; {a: [{b: 1}, {c: 1}]}; false",
                "{a: {$elemMatch: {$not: {$gt: 1}}}}; {a: [1, 2]}; true",
                "{a: {$elemMatch: {$not: {$gt: 1}}}}; {a: [2, 3]}; false",
                "{a: {$elemMatch: {$or: [{b: 1}, {c: 1}]}}}; {a: [{b: 0}, {c: 1}]}; true",
                "{a: {$elemMatch: {$in: [1, 2]}}}; {a: 1}; false",
                "{a: {$not: {$in: [1, 2]}}}; {a: [1]}; false",
                "{a: {$gt: 1, $lt: 3}}; {a: [0, 5]}; true",
                "{a: {$eq: {b: 1}}}; {a: {b: 1.0}}; true",
                "{a: {$ref: 'x', $id: 1}}; {a: {$ref: 'x', $id: 1}}; true",
                "{a: {$gt: {$minKey: 1}}}; {a: null}; true",
                "{a: {$lt: {$maxKey: 1}}}; {}; false",
                "{a: {$gte: NaN}}; {a: NaN}; true",
                "{a: {$lte: NaN}}; {a: 1}; false",
                "{a: {$numberLong: '9007199254740993'}}; {a: 9007199254740992.0}; false",
                "{a: {$lt: {$numberDecimal: '0.3'}}}; {a: 0.1}; true",
                "{a: {$gt: Infinity}}; {a: {$numberDecimal: '1E6000'}}; false",
                "{a: {$mod: [4, -1]}}; {a: -5.7}; true",
                "{a: {$type: ['string', 18]}}; {a: {$numberLong: '1'}}; true",
                "{a: {$type: 'object'}}; {a: [{}]}; true",
                "{a: {$bitsAnySet: [1, 5]}}; {a: 32}; true",
                "{a: {$bitsAllClear: 6}}; {a: 9}; true",
                "{a: {$bitsAnyClear: [0, 200]}}; {a: -1}; false",
                "{a: {$bitsAllSet: 1}}; {a: 1.5}; false",
                "{a: {$bitsAllSet: [8]}}; {a: {$binary: {base64: 'AAE=', subType: '00'}}}; true",
                "{a: {$regex: '^AB', $options: 'i'}}; {a: ['x', 'abc']}; true",
                "{a: {$regex: 'b', $nin: ['abc']}}; {a: 'abc'}; false",
                "{$comment: 'x', a: 1}; {a: 1}; true",
                "{$expr: 'b'}; {b: 1}; true",
                "{$expr: 'b'}; {a: 1}; false",
                "{$and: [{a: 1}, {$nor: [{b: 1}]}]}; {a: 1, b: 1}; false"
            })
    void filtersMatchAsTheLanguageSays(String filter, String document, boolean expected) {
        assertThat(matches(filter, document)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{$bad: 1}; 2",
                "{a: {$bad: 1}}; 2",
                "{a: {$gt: 1, b: 2}}; 2",
                "{a: {$in: 1}}; 2",
                "{a: {$in: [{$gt: 1}]}}; 2",
                "{a: {$not: 1}}; 2",
                "{a: {$ne: {$regularExpression: {pattern: 'x', options: ''}}}}; 2",
                "{a: {$options: 'i'}}; 2",
                "{a: {$elemMatch: 1}}; 2",
                "{a: {$all: 1}}; 2",
                "{a: {$size: 'x'}}; 2",
                "{a: {$mod: [0, 1]}}; 2",
                "{a: {$mod: [1]}}; 2",
                "{a: {$bitsAllSet: -1}}; 2",
                "{a: {$type: 'none'}}; 2",
                "{a: {$type: []}}; 9",
                "{a: {$type: true}}; 14",
                "{$or: []}; 2",
                "{$or: [1]}; 2",
                "{$where: 'x'}; 238",
                "{a: {$near: [1, 1]}}; 238"
            })
    void aBadFilterIsRefusedBeforeADocumentIsSeen(String filter, int code) {
        assertThatThrownBy(() -> Filter.of(Documents.parse(filter), (expression, document) -> false))
                .isInstanceOfSatisfying(
                        MongoServerError.class, e -> assertThat(e.getCode()).isEqualTo(code));
    }

    @Test
    void anExpressionMatchesStringsAndItself() {
        Document filter = new Document("a", new BsonRegularExpression("^x", ""));
        assertThat(matches(filter, new Document("a", "xy"))).isTrue();
        assertThat(matches(filter, new Document("a", "y"))).isFalse();
        assertThat(matches(filter, new Document("a", new BsonRegularExpression("^x", ""))))
                .isTrue();
        assertThat(matches(filter, new Document("a", new BsonRegularExpression("^x", "i"))))
                .isFalse();
    }

    @Test
    void binariesCompareByLengthFirst() {
        Document filter = new Document("a", new Document("$gt", new BinData(new byte[] {(byte) 200})));
        assertThat(matches(filter, new Document("a", new BinData(new byte[] {0, 0}))))
                .isTrue();
        assertThat(matches(filter, new Document("a", new BinData(new byte[] {100}))))
                .isFalse();
    }
}
