package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;
import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static dev.meerkat.cache.CacheProcess.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a listener is told. */
final class DecisionsTest {

    private final InMemoryRemoteTier remote = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess process = new CacheProcess(remote);
    private final List<String> told = new ArrayList<>();
    private final ReadThroughCache cache = process.cache.withDecisions(new Teller());

    /** Puts into words. */
    private final class Teller implements DecisionListener {

        @Override
        public void served(Outcome.Tier tier, Object key) {
            told.add(tier + " " + key);
        }

        @Override
        public void bypassed(BypassReason reason, @Nullable Namespace namespace, @Nullable Object key) {
            told.add(reason + " " + namespace + " " + key);
        }

        @Override
        public void invalidated(Invalidation invalidation, Origin origin, boolean cached) {
            told.add(origin + " " + invalidation.getClass().getSimpleName() + " " + invalidation.time() + " " + cached);
        }

        @Override
        public void gate(boolean open) {
            told.add(open ? "open" : "shut");
        }
    }

    @Test
    void everyWayToServeIsToldWithItsKey() {
        process.upTo(100);
        new CacheProcess(remote).upTo(100).cache.read(byId(2), asof -> found("v", asof));

        read(1);
        read(1);
        cache.hit(byId(1).nearKey(), Freshness.USUAL);
        read(2);

        String first = byId(1).key().toString();
        assertThat(told)
                .containsExactly(
                        "open", "FILLED " + first, "NEAR " + first, "NEAR " + first, "SHARED " + byId(2).key());
    }

    @Test
    void aQuickLookThatFindsNothingIsNoDecision() {
        process.upTo(100);

        assertThat(cache.hit(byId(1).nearKey(), Freshness.USUAL)).isNull();

        assertThat(told).isEmpty();
    }

    @Test
    void everyBypassIsToldWithItsReasonAndWhatIsKnownOfTheRead() {
        read(1);
        process.upTo(100);
        cache.read(byId(1), asof -> new Loaded.Oversize());
        cache.bypassed(BypassReason.SESSION);
        cache.bypassed(BypassReason.NO_CACHE, ORDERS);

        String key = byId(1).key().toString();
        assertThat(told)
                .containsExactly(
                        "GATE_SHUT shop.orders " + key,
                        "open",
                        "OVERSIZE shop.orders " + key,
                        "SESSION null null",
                        "NO_CACHE shop.orders null");
        assertThat(cache.statistics().bypasses()).containsEntry(BypassReason.NO_CACHE, 1L);
    }

    @Test
    void whatTheCacheAsksForItsOwnSakeIsNotTold() {
        process.upTo(100);
        ReadRequest own = new CacheProcess.Request(byId(3).key(), byId(3).dependencies(), CacheProcess.TTL, false);

        cache.read(own, asof -> found("fact", asof));

        assertThat(told).isEmpty();
    }

    @Test
    void invalidationsAreToldWithTheirOriginAndWhetherSomethingIsHeld() {
        process.upTo(100);
        read(1);
        told.clear();

        cache.written(new Invalidation.Documents(130, ORDERS, tag(1)));
        cache.apply(new Invalidation.Documents(131, ORDERS, tag(2)));
        cache.apply(new Invalidation.WholeNamespace(132, ORDERS));
        cache.apply(new Invalidation.WholeDatabase(133, "other"));
        cache.apply(new Invalidation.Everything(134));

        assertThat(told)
                .containsExactly(
                        "OWN_WRITE Documents 130 true",
                        "LOG Documents 131 false",
                        "LOG WholeNamespace 132 true",
                        "LOG WholeDatabase 133 false",
                        "LOG Everything 134 true");
    }

    @Test
    void theGateIsToldOnceForEachChangeBeforeTheDecisionThatFoundIt() {
        process.upTo(100);
        read(1);
        read(1);
        process.ticker.pass(CacheProcess.BOUND.plus(Duration.ofMillis(1)));
        cache.bypassed(BypassReason.GATE_SHUT, ORDERS);
        cache.bypassed(BypassReason.GATE_SHUT, ORDERS);
        process.upTo(200);
        cache.hit(byId(1).nearKey(), Freshness.USUAL);

        assertThat(told)
                .filteredOn(line -> line.equals("open") || line.equals("shut"))
                .containsExactly("open", "shut", "open");
        assertThat(told.indexOf("shut")).isLessThan(told.indexOf("GATE_SHUT shop.orders null"));
    }

    @Test
    void aViewOfItWithItsOwnNearTierTellsToo() {
        process.upTo(100);

        cache.withOwnNear(1000).read(byId(1), asof -> found("v", asof));

        assertThat(told).containsExactly("open", "FILLED " + byId(1).key());
    }

    @Test
    void theCacheThatItWasMadeFromTellsNothing() {
        process.upTo(100);

        process.readFrom(Outcome.Tier.FILLED, 1, "v");

        assertThat(told).isEmpty();
        assertThat(read(1)).isInstanceOf(Outcome.Served.class);
        assertThat(told).containsExactly("open", "NEAR " + byId(1).key());
    }

    private Outcome read(int id) {
        return cache.read(byId(id), asof -> found("v", asof));
    }
}
