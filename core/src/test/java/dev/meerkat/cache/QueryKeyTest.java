package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

final class QueryKeyTest {

    @Test
    void equalDescriptionsAreEqualKeys() {
        QueryKey key = key("{find: 'orders', filter: {a: 1, b: [1, 2]}}");
        QueryKey same = key("{find: 'orders', filter: {a: 1, b: [1, 2]}}");

        assertThat(key).isEqualTo(same).hasSameHashCodeAs(same).isEqualTo(QueryKey.ofBytes(same.bytes()));
        assertThat(key.shortName()).isEqualTo(same.shortName()).hasSize(12);
    }

    @Test
    void orderTypesAndAbsenceCount() {
        List<QueryKey> keys = new ArrayList<>(List.of(
                key("{find: 'orders', filter: {a: 1, b: 2}}"),
                key("{find: 'orders', filter: {b: 2, a: 1}}"),
                key("{find: 'orders', filter: {a: 1}}"),
                key("{find: 'orders', filter: {a: [1]}}"),
                key("{find: 'orders'}"),
                key("{find: 'orders', filter: {}}"),
                key("{find: 'items'}")));
        for (var value : List.of(
                new BsonInt32(1),
                new BsonInt64(1),
                new BsonDouble(1),
                new BsonString("1"),
                new BsonDateTime(1),
                new BsonNull())) {
            keys.add(QueryKey.of(new BsonDocument("filter", new BsonDocument("a", value))));
        }

        assertThat(keys).doesNotHaveDuplicates();
        Set<List<Byte>> names = new HashSet<>();
        keys.forEach(key -> names.add(boxed(key.shortName())));
        assertThat(names).hasSameSizeAs(keys);
    }

    @Test
    void itPrintsWhatItStandsFor() {
        assertThat(key("{find: 'orders'}")).hasToString("{\"find\": \"orders\"}");
    }

    private static QueryKey key(String description) {
        return QueryKey.of(BsonDocument.parse(description));
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte one : bytes) {
            list.add(one);
        }
        return list;
    }
}
