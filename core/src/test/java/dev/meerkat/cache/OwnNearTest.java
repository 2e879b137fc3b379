package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.ManualTicker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Views of one cache with near tiers of their own. */
final class OwnNearTest {

    private final CacheProcess process = new CacheProcess(new InMemoryRemoteTier(new ManualTicker())).upTo(100);
    private final ReadThroughCache common = process.cache;
    private final ReadThroughCache own = common.withOwnNear(20_000);

    @Test
    void eachViewHasANearTierAndBothHaveOneSharedTier() {
        assertThat(tier(own, 1)).isEqualTo(Tier.FILLED);

        assertThat(tier(common, 1)).isEqualTo(Tier.SHARED);
        assertThat(tier(own, 1)).isEqualTo(Tier.NEAR);
        assertThat(tier(common, 1)).isEqualTo(Tier.NEAR);
    }

    @Test
    void theQuickLookIsIntoTheViewsOwnTier() {
        tier(own, 1);

        assertThat(own.hit(byId(1).nearKey(), Freshness.USUAL)).isNotNull();
        assertThat(common.hit(byId(1).nearKey(), Freshness.USUAL)).isNull();
    }

    @Test
    void theLimitHoldsForTheViewOnly() {
        for (int id = 0; id < 200; id++) {
            own.read(byId(id), asof -> found("x".repeat(1000), asof));
        }
        long bounded = common.statistics().bytes();
        assertThat(bounded).isBetween(10_000L, 20_000L);
        assertThat(common.statistics().evictions()).isPositive();

        common.read(byId(1000), asof -> found("x".repeat(50_000), asof));

        assertThat(common.hit(byId(1000).nearKey(), Freshness.USUAL)).isNotNull();
        assertThat(common.statistics().bytes()).isGreaterThan(bounded + 50_000);
    }

    @Test
    void aChangeToldToOneViewEndsWhatTheOtherHolds() {
        tier(own, 1);
        tier(common, 2);

        common.apply(new Invalidation.Documents(101, CacheProcess.ORDERS, CacheProcess.tag(1)));
        own.written(new Invalidation.Documents(101, CacheProcess.ORDERS, CacheProcess.tag(2)));

        assertThat(own.hit(byId(1).nearKey(), Freshness.USUAL)).isNull();
        assertThat(common.hit(byId(2).nearKey(), Freshness.USUAL)).isNull();
    }

    @Test
    void everyViewTellsTheCountsOfAll() {
        tier(common, 1);
        tier(own, 2);
        tier(own, 2);
        own.bypassed(BypassReason.SESSION);
        own.apply(new Invalidation.Everything(101));

        assertThat(common.statistics()).isEqualTo(own.statistics());
        assertThat(common.statistics().from(Tier.FILLED)).isEqualTo(2);
        assertThat(common.statistics().from(Tier.NEAR)).isEqualTo(1);
        assertThat(common.statistics().bypassed()).isEqualTo(1);
        assertThat(common.statistics().entries()).isEqualTo(2);
        assertThat(common.statistics().invalidations()).isEqualTo(1);
    }

    @Test
    void clearingOneViewClearsAll() {
        tier(common, 1);
        tier(own, 2);

        own.clearNear();

        assertThat(common.hit(byId(1).nearKey(), Freshness.USUAL)).isNull();
        assertThat(own.hit(byId(2).nearKey(), Freshness.USUAL)).isNull();
        assertThat(common.statistics().entries()).isZero();
    }

    @Test
    void aReadThroughOneViewJoinsTheFlightOfTheOther() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Outcome> filling = threads.submit(() -> common.read(byId(1), asof -> {
                loading.countDown();
                awaitOrFail(answer);
                return found("v1", asof);
            }));
            assertThat(loading.await(30, TimeUnit.SECONDS)).isTrue();
            Thread[] joiner = new Thread[1];
            CountDownLatch joining = new CountDownLatch(1);
            Future<Tier> joined = threads.submit(() -> {
                joiner[0] = Thread.currentThread();
                joining.countDown();
                return tier(own, 1);
            });
            assertThat(joining.await(30, TimeUnit.SECONDS)).isTrue();
            await().until(() -> joiner[0].getState() == Thread.State.TIMED_WAITING);
            answer.countDown();

            assertThat(filling.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Served.class);
            assertThat(joined.get(30, TimeUnit.SECONDS)).isEqualTo(Tier.JOINED);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tier tier(ReadThroughCache cache, int id) {
        return ((Outcome.Served) cache.read(byId(id), asof -> found("v", asof))).tier();
    }
}
