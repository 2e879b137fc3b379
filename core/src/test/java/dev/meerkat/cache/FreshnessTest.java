package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static dev.meerkat.cache.CacheProcess.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Readers who have seen something, or have a bound of their own. */
final class FreshnessTest {

    private static final Outcome SHUT = new Outcome.Bypassed(BypassReason.MAX_STALENESS);

    private final InMemoryRemoteTier remote = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess process = new CacheProcess(remote).upTo(100);

    /** The read of document 1 by a reader who wants more. */
    private record Wanting(ReadRequest request, Freshness freshness) implements ReadRequest {

        @Override
        public Object nearKey() {
            return request.nearKey();
        }

        @Override
        public QueryKey key() {
            return request.key();
        }

        @Override
        public Dependencies dependencies() {
            return request.dependencies();
        }

        @Override
        public Duration ttl() {
            return request.ttl();
        }
    }

    private static Freshness after(long time) {
        return new Freshness(time, null);
    }

    private static Freshness within(Duration bound) {
        return new Freshness(ClusterTime.NONE, bound);
    }

    private static Outcome read(CacheProcess by, Freshness wanted, String inMongo) {
        return by.cache.read(new Wanting(byId(1), wanted), asof -> found(inMongo, asof));
    }

    private void assertServed(Freshness wanted, Tier from, String value) {
        assertServed(process, wanted, from, value);
    }

    private static void assertServed(CacheProcess by, Freshness wanted, Tier from, String value) {
        Outcome.Served served = (Outcome.Served) read(by, wanted, value);
        assertThat(served.tier()).isEqualTo(from);
        assertThat(text(served.entry())).isEqualTo(value);
    }

    @Test
    void whoHasSeenMoreIsNotServedWhatMayNotReflectIt() {
        process.readFrom(Tier.FILLED, 1, "v1");

        assertThat(process.cache.hit(byId(1).nearKey(), after(100))).isNotNull();
        assertThat(process.cache.hit(byId(1).nearKey(), after(101))).isNull();
        assertServed(after(101), Tier.FILLED, "v2");
        assertThat(process.cache.hit(byId(1).nearKey(), after(101))).isNotNull();
    }

    @Test
    void itIsServedAgainOnceAllThatWasSeenHasBeenApplied() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.upTo(110);
        assertThat(process.cache.hit(byId(1).nearKey(), after(110))).isNull();
        process.upTo(111);
        assertThat(process.cache.hit(byId(1).nearKey(), after(110))).isNotNull();
    }

    @Test
    void withoutTheGuardItIsServedAnOlderOne() {
        CacheProcess broken = new CacheProcess(RemoteTier.none(), "e1", Guards.without(Guard.CAUSAL_PAST)).upTo(100);
        broken.readFrom(Tier.FILLED, 1, "v1");
        assertThat(broken.cache.hit(byId(1).nearKey(), after(101))).isNotNull();
    }

    @Test
    void theSharedTierIsHeldAgainstTheSameRule() {
        CacheProcess other = new CacheProcess(remote).upTo(100);
        other.readFrom(Tier.FILLED, 1, "v1");
        assertServed(after(150), Tier.FILLED, "v2");
        assertServed(other, after(100), Tier.NEAR, "v1");
        other.gate.heard(150);
        assertServed(other, after(150), Tier.SHARED, "v2");
    }

    @Test
    void aTighterBoundIsKept() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(Duration.ofSeconds(2));

        assertServed(within(Duration.ofSeconds(2)), Tier.NEAR, "v1");
        assertThat(process.cache.hit(byId(1).nearKey(), within(Duration.ofMillis(1999))))
                .isNull();
        assertThat(read(process, within(Duration.ofMillis(1999)), "not asked")).isEqualTo(SHUT);
    }

    @Test
    void aLooserBoundGoesOnWhereTheGateIsShutForOthers() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(Duration.ofSeconds(8));

        assertThat(process.cache.hit(byId(1).nearKey(), Freshness.USUAL)).isNull();
        assertServed(within(Duration.ofSeconds(8)), Tier.NEAR, "v1");
        assertServed(within(Duration.ofSeconds(Long.MAX_VALUE)), Tier.NEAR, "v1");
        assertThat(read(process, within(Duration.ofSeconds(7)), "not asked")).isEqualTo(SHUT);
    }

    @Test
    void whatIsKnownToHaveChangedIsNotServedHoweverLooseTheBound() {
        process.readFrom(Tier.FILLED, 1, "v1");
        process.changed(1, 120);
        assertServed(within(Duration.ofDays(1)), Tier.FILLED, "v2");
    }

    @Test
    void beforeAnythingIsKnownNoBoundIsLooseEnough() {
        CacheProcess fresh = new CacheProcess(RemoteTier.none());
        assertThat(read(fresh, within(Duration.ofSeconds(Long.MAX_VALUE)), "not asked"))
                .isEqualTo(SHUT);
    }

    @Test
    void anExplanationSaysWhatIsMissing() {
        process.readFrom(Tier.FILLED, 1, "v1");
        assertThat(process.cache.explain(new Wanting(byId(1), after(150))).verdict())
                .contains("the session has seen")
                .contains("MongoDB is read, and the result is kept");
        process.ticker.pass(Duration.ofSeconds(2));
        assertThat(process.cache
                        .explain(new Wanting(byId(1), within(Duration.ofSeconds(1))))
                        .verdict())
                .contains("the bound is 1.0 s");
    }

    @Test
    void aPastOnlyMovesOn() {
        CausalPast past = new CausalPast(ClusterTime.NONE);
        past.advance(5);
        past.advance(3);
        assertThat(past.time()).isEqualTo(5);
        past.advance(-1);
        assertThat(past.time()).as("times are unsigned").isEqualTo(-1);
    }
}
