package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;
import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static dev.meerkat.cache.CacheProcess.query;
import static dev.meerkat.cache.CacheProcess.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.List;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/** Which invalidations are counted as of something cached. */
final class CachedTagsTest {

    private static final Namespace CUSTOMERS = new Namespace("shop", "customers");
    private static final Namespace ELSEWHERE = new Namespace("other", "orders");

    private final CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(100);
    private long time = 100;

    @Test
    void inAnEmptyCacheNothingIs() {
        assertThat(isOfCached(document(ORDERS, 1))).isFalse();
        assertThat(isOfCached(new Invalidation.WholeNamespace(++time, ORDERS))).isFalse();
        assertThat(isOfCached(new Invalidation.WholeDatabase(++time, "shop"))).isFalse();
        assertThat(isOfCached(new Invalidation.Everything(++time))).isFalse();
    }

    @Test
    void aDocumentReadByItsIdIsAndItsNeighbourIsNot() {
        process.readFrom(Tier.FILLED, 1, "v1");

        assertThat(isOfCached(document(ORDERS, 2))).isFalse();
        assertThat(isOfCached(document(CUSTOMERS, 1))).isFalse();
        assertThat(isOfCached(document(ORDERS, 1))).isTrue();
        assertThat(isOfCached(new Invalidation.Documents(++time, ORDERS, tag(7), tag(1))))
                .isTrue();
    }

    @Test
    void whereAQueryIsCachedAnyDocumentOfItsNamespaceIs() {
        process.cache.read(query("all"), asof -> found("v", asof));

        assertThat(isOfCached(document(ORDERS, 77))).isTrue();
        assertThat(isOfCached(document(CUSTOMERS, 77))).isFalse();
    }

    @Test
    void wholeNamespacesAndDatabasesAreByWhatTheyHold() {
        process.readFrom(Tier.FILLED, 1, "v1");

        assertThat(isOfCached(new Invalidation.WholeNamespace(++time, CUSTOMERS)))
                .isFalse();
        assertThat(isOfCached(new Invalidation.WholeNamespace(++time, ELSEWHERE)))
                .isFalse();
        assertThat(isOfCached(new Invalidation.WholeDatabase(++time, "other"))).isFalse();
        assertThat(isOfCached(new Invalidation.WholeNamespace(++time, ORDERS))).isTrue();
        assertThat(isOfCached(new Invalidation.WholeDatabase(++time, "shop"))).isTrue();
        assertThat(isOfCached(new Invalidation.Everything(++time))).isTrue();
    }

    @Test
    void anInvalidatedEntryStillCountsUntilItIsReplaced() {
        process.readFrom(Tier.FILLED, 1, "v1");
        assertThat(isOfCached(document(ORDERS, 1))).isTrue();
        assertThat(isOfCached(document(ORDERS, 1))).isTrue();

        process.readFrom(Tier.FILLED, 1, "v2");
        assertThat(isOfCached(document(ORDERS, 1))).isTrue();
        process.cache.clearNear();

        assertThat(isOfCached(document(ORDERS, 1))).isFalse();
    }

    @Test
    void whatWasClearedIsNot() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.cache.read(query("all"), asof -> found("v", asof));
        process.cache.clearNear();

        assertThat(isOfCached(document(ORDERS, 1))).isFalse();
        assertThat(isOfCached(new Invalidation.Everything(++time))).isFalse();
    }

    @Test
    void anEndedEntryStillCountsUntilItIsReplaced() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(CacheProcess.TTL);
        assertThat(process.cache.hit(byId(1).nearKey(), Freshness.USUAL)).isNull();
        assertThat(isOfCached(document(ORDERS, 1))).isTrue();

        process.upTo(++time).readFrom(Tier.FILLED, 1, "v2");
        process.cache.clearNear();

        assertThat(isOfCached(document(ORDERS, 1))).isFalse();
    }

    @Test
    void anEarlierVersionThatWasNotKeptLeavesNothingBehind() {
        CachedTags cached = new CachedTags(1 << 20);
        NearTier near = new NearTier(1 << 20, cached, process.ticker, true);
        near.put("key", entry(2));
        near.put("key", entry(1));
        near.put("key", entry(2));
        assertThat(cached.concernedBy(document(ORDERS, 1))).isTrue();

        near.clear();

        assertThat(cached.concernedBy(document(ORDERS, 1))).isFalse();
        assertThat(cached.concernedBy(new Invalidation.Everything(1))).isFalse();
    }

    @Test
    void howeverManyComeAndGoTheCountsEndWhereTheyBegan() {
        CachedTags cached = new CachedTags(1 << 16);
        NearTier near = new NearTier(1 << 16, cached, process.ticker, true);
        for (int i = 0; i < 20_000; i++) {
            near.put(i % 1000, entry(i));
        }
        assertThat(near.evictions()).isPositive();
        assertThat(near.size()).isPositive();

        near.clear();

        assertThat(cached.concernedBy(document(ORDERS, 1))).isFalse();
        assertThat(cached.concernedBy(new Invalidation.Everything(1))).isFalse();
    }

    @Test
    void aFullTierOfSmallEntriesSeldomSaysYesWronglyAndNeverNo() {
        CachedTags cached = new CachedTags(1 << 20);
        int held = (1 << 20) / 512; // what a small entry weighs with its key
        for (int id = 0; id < held; id++) {
            cached.add(Dependencies.document(ORDERS, tag(id)));
        }
        int wrong = 0;
        for (int id = 0; id < held; id++) {
            assertThat(cached.concernedBy(document(ORDERS, id))).isTrue();
            wrong += cached.concernedBy(document(ORDERS, id + 1_000_000)) ? 1 : 0;
        }

        assertThat(wrong).isLessThan(held * 3 / 10);
    }

    @Test
    void theirCountsAreInTheStatistics() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.changed(1, 101);
        process.changed(2, 102);

        assertThat(process.cache.statistics().invalidations()).isEqualTo(2);
        assertThat(process.cache.statistics().invalidationsOfCached()).isEqualTo(1);
    }

    private boolean isOfCached(Invalidation invalidation) {
        long before = process.cache.statistics().invalidationsOfCached();
        process.cache.apply(invalidation);
        return process.cache.statistics().invalidationsOfCached() > before;
    }

    private Invalidation document(Namespace namespace, int id) {
        return new Invalidation.Documents(++time, namespace, Tags.document(namespace, new BsonInt32(id)));
    }

    private Entry entry(long asof) {
        long end = process.ticker.currentTimeMillis() + Duration.ofHours(1).toMillis();
        return new Entry(asof, asof, new byte[100], new Dependencies(List.of(ORDERS), tag(1)), end);
    }
}
