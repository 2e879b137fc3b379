package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

    private final KnownKeys keys = new KnownKeys();

    private static QueryKey key(int number) {
        return QueryKey.of(new BsonDocument("n", new BsonInt32(number)));
    }

    @Test
    void aKeyIsKnownByEqualParts() {
        keys.add(List.of("a", 1), key(1));
        assertThat(keys.of(List.of("a", 1))).isEqualTo(key(1));
        assertThat(keys.of(List.of("a", 2))).isNull();
    }

    @Test
    void whatDoesNotFitGivesWay() {
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            keys.add(i, key(i));
        }
        long known = IntStream.range(0, many).filter(i -> keys.of(i) != null).count();
        assertThat(known).isBetween(1000L, 30_000L);
    }
}
