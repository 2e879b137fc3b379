package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Collation;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which filters name one document. */
class IdFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{_id: 1} | 1",
                "{_id: {$eq: 1}} | 1",
                "{a: 2, _id: 'x'} | \"x\"",
                "{_id: 1, $or: [{a: 1}, {_id: 2}]} | 1",
                "{_id: {a: 1, b: 2}} | {a: 1, b: 2}",
                "{_id: {$eq: {a: 1}}} | {a: 1}",
                "{_id: {}} | {}",
                "{_id: {$oid: '00112233445566778899aabb'}} | {$oid: '00112233445566778899aabb'}"
            })
    void anEqualityNamesOne(String filter, String id) {
        assertThat(IdFilter.idOf(BsonDocument.parse(filter)))
                .isEqualTo(BsonDocument.parse("{v: " + id + "}").get("v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{a: 1}",
                "{_id: null}",
                "{_id: {$eq: null}}",
                "{_id: [1]}",
                "{_id: /a/}",
                "{_id: {$eq: /a/}}",
                "{_id: {$in: [1]}}",
                "{_id: {$gt: 1}}",
                "{_id: {$eq: 1, $gt: 0}}",
                "{_id: {$ne: 1}}",
                "{_id: {$ref: 'a', $id: 1}}",
                "{'_id.a': 1}",
                "{$or: [{_id: 1}]}",
                "{$and: [{_id: 1}]}",
                "{_id: {$minKey: 1}}",
                "{_id: {$undefined: true}}"
            })
    void anythingElseMayMatchMore(String filter) {
        assertThat(IdFilter.idOf(BsonDocument.parse(filter))).isNull();
    }

    @Test
    void onlyTheSimpleCollationComparesByteByByte() {
        assertThat(IdFilter.isSimple(null)).isTrue();
        assertThat(IdFilter.isSimple(Collation.builder().locale("simple").build()))
                .isTrue();
        assertThat(IdFilter.isSimple(Collation.builder().locale("en").build())).isFalse();
        assertThat(IdFilter.isSimple(Collation.builder().build())).isFalse();
    }
}
