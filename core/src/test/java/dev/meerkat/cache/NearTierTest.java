package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

final class NearTierTest {

    private static final Dependencies ORDERS = Dependencies.queries(List.of(new Namespace("shop", "orders")));
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualTicker ticker = new ManualTicker();
    private final NearTier near = new NearTier(1 << 20, new CachedTags(1 << 20), ticker, true);

    @Test
    void anEntryIsFoundUnderAnEqualKey() {
        Entry entry = entry(1, 10, LONG);
        near.put(key(1), entry);

        assertThat(near.get(key(1))).isSameAs(entry);
        assertThat(near.get(key(2))).isNull();
    }

    @Test
    void everyEntryHasALifetimeOfItsOwn() {
        near.put("short", entry(1, 10, Duration.ofSeconds(1)));
        near.put("long", entry(1, 10, Duration.ofSeconds(100)));
        ticker.pass(Duration.ofMillis(999));
        assertThat(near.get("short")).isNotNull();

        ticker.pass(Duration.ofMillis(1));
        assertThat(near.get("short")).isNull();
        assertThat(near.get("long")).isNotNull();

        ticker.pass(Duration.ofSeconds(99));
        assertThat(near.get("long")).isNull();
    }

    @Test
    void readingDoesNotProlongALifetime() {
        near.put("key", entry(1, 10, Duration.ofSeconds(10)));
        for (int i = 0; i < 9; i++) {
            ticker.pass(Duration.ofSeconds(1));
            assertThat(near.get("key")).isNotNull();
        }
        ticker.pass(Duration.ofSeconds(1));

        assertThat(near.get("key")).isNull();
    }

    @Test
    void anEntryThatHasEndedAlreadyIsNotKept() {
        near.put("key", entry(1, 10, Duration.ofSeconds(-1)));

        assertThat(near.get("key")).isNull();
    }

    @Test
    void theLaterVersionStaysInWhateverOrderTheyCome() {
        Entry early = entry(1, 10, LONG);
        Entry late = entry(2, 10, LONG);
        near.put("key", late);
        near.put("key", early);
        assertThat(near.get("key")).isSameAs(late);

        near.put("other", early);
        near.put("other", late);
        assertThat(near.get("other")).isSameAs(late);
    }

    @Test
    void aLaterVersionThatHasEndedGivesWay() {
        Entry early = entry(1, 10, LONG);
        near.put("key", entry(2, 10, Duration.ofSeconds(1)));
        ticker.pass(Duration.ofSeconds(1));
        near.put("key", early);

        assertThat(near.get("key")).isSameAs(early);
    }

    @Test
    void ofEqualVersionsTheNewOneStays() {
        Entry first = entry(1, 10, LONG);
        Entry second = entry(1, 10, LONG);
        near.put("key", first);
        near.put("key", second);

        assertThat(near.get("key")).isSameAs(second);
    }

    @Test
    void versionsFrom2038OnAreTheLaterOnes() {
        Entry late = entry(0x8000_0001L << 32, 10, LONG);
        near.put("key", late);
        near.put("key", entry(0x7fff_ffffL << 32, 10, LONG));

        assertThat(near.get("key")).isSameAs(late);
    }

    @Test
    void aReplacingEntryBringsItsOwnLifetime() {
        near.put("key", entry(1, 10, Duration.ofSeconds(100)));
        near.put("key", entry(2, 10, Duration.ofSeconds(1)));
        ticker.pass(Duration.ofSeconds(1));

        assertThat(near.get("key")).isNull();
    }

    @Test
    void theWeightOfKeysAndEntriesIsBounded() {
        for (int i = 0; i < 1000; i++) {
            near.put(key(i), entry(1, 10_000, LONG));
            assertThat(near.bytes()).isLessThanOrEqualTo(1 << 20);
        }

        assertThat(near.size()).isBetween(50L, 105L);
        assertThat(near.evictions()).isEqualTo(1000 - near.size());
    }

    @Test
    void anEntryThatIsTooHeavyForTheTierIsNotKept() {
        near.put("key", entry(1, 2 << 20, LONG));

        assertThat(near.get("key")).isNull();
        assertThat(near.bytes()).isZero();
    }

    @Test
    void anEndedLifetimeIsNoEviction() {
        near.put("key", entry(1, 10, Duration.ofSeconds(1)));
        ticker.pass(Duration.ofHours(2));
        assertThat(near.get("key")).isNull();
        near.put("other", entry(1, 10, LONG));

        assertThat(near.evictions()).isZero();
    }

    @Test
    void clearingForgetsAll() {
        near.put("key", entry(1, 10, LONG));
        near.clear();

        assertThat(near.get("key")).isNull();
        assertThat(near.size()).isZero();
        assertThat(near.bytes()).isZero();
    }

    private Entry entry(long asof, int bytes, Duration ttl) {
        return new Entry(asof, asof, new byte[bytes], ORDERS, ticker.currentTimeMillis() + ttl.toMillis());
    }

    private static QueryKey key(int id) {
        return QueryKey.of(new BsonDocument("find", new BsonInt32(id)));
    }
}
