package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields a query looks at, and where nobody can tell. */
class LookedAtTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: 1} | a",
                "{'a.b': 1, c: {$gt: 3}} | a.b c",
                "{$or: [{a: 1}, {$and: [{b: {$in: [1, 2]}}, {$nor: [{c: 1}]}]}]} | a b c",
                "{a: {$elemMatch: {b: 1}}} | a",
                "{a: '$b'} | a",
                "{a: {$not: {$gt: 1}}, _id: {$in: [1, 2]}} | a _id"
            })
    void aFiltersFields(String filter, String paths) {
        assertThat(new LookedAt().filter(BsonDocument.parse(filter)).paths())
                .containsExactlyInAnyOrder(paths.split(" "));
    }

    @Test
    void anEmptyFilterLooksAtNone() {
        assertThat(new LookedAt()
                        .filter(new BsonDocument())
                        .filter(null)
                        .sort(null)
                        .paths())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$expr: {$gt: ['$a', 1]}}",
                "{$where: 'this.a'}",
                "{$text: {$search: 'a'}}",
                "{$jsonSchema: {}}",
                "{a: 1, $comingNextYear: 1}",
                "{$or: [{a: 1}, {$expr: true}]}",
                "{$or: {a: 1}}",
                "{$or: [1]}"
            })
    void aFilterThatIsNotUnderstoodMayLookAtAny(String filter) {
        assertThat(new LookedAt().filter(BsonDocument.parse(filter)).paths()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: {$meta: 'textScore'}}", "{$natural: 1}"})
    void anOrderThatIsNotOfFieldsMayLookAtAny(String sort) {
        assertThat(new LookedAt().sort(BsonDocument.parse(sort)).paths()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{_id: '$a.b', n: {$sum: '$c'}} | a.b c",
                "{_id: null, n: {$sum: {$multiply: ['$a', {$ifNull: ['$b', 0]}]}}} | a b",
                "{_id: {k: '$a'}, n: {$sum: 1}} | a",
                "{_id: {$cond: [{$eq: ['$a', 'x']}, '$b', '$c']}} | a b c"
            })
    void anExpressionsFields(String expression, String paths) {
        assertThat(new LookedAt().expression(BsonDocument.parse(expression)).paths())
                .containsExactlyInAnyOrder(paths.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{_id: 1, all: {$push: '$$ROOT'}}",
                "{_id: 1, n: {$first: '$$CURRENT.a'}}",
                "{_id: {$getField: 'a.b'}}",
                "{_id: {$function: {body: 'f', args: [], lang: 'js'}}}",
                "{_id: {$comingNextYear: 'a'}}"
            })
    void anExpressionThatIsNotUnderstoodMayLookAtAny(String expression) {
        assertThat(new LookedAt().expression(BsonDocument.parse(expression)).paths())
                .isNull();
    }
}
