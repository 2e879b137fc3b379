package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static dev.meerkat.cache.CacheProcess.tag;
import static dev.meerkat.cache.CacheProcess.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One process, one thread. */
final class ReadThroughCacheTest {

    private final CacheProcess process = new CacheProcess(RemoteTier.none());

    @Test
    void theFirstReadFillsAndTheSecondIsServedNear() {
        process.upTo(100);

        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
        assertThat(process.readFrom(Tier.NEAR, 1, "not asked")).isEqualTo("v1");
        assertThat(process.readFrom(Tier.FILLED, 2, "other")).isEqualTo("other");
    }

    @Test
    void theQuickLookFindsWhatAReadWouldServe() {
        process.upTo(100);
        Object nearKey = byId(1).nearKey();
        assertThat(process.cache.hit(nearKey, Freshness.USUAL)).isNull();
        process.readFrom(Tier.FILLED, 1, "v1");
        assertThat(process.cache.hit(nearKey, Freshness.USUAL)).isNotNull();

        process.changed(1, 101);

        assertThat(process.cache.hit(nearKey, Freshness.USUAL)).isNull();
        process.readFrom(Tier.FILLED, 1, "v2");
        process.ticker.pass(CacheProcess.BOUND.plusMillis(1));
        assertThat(process.cache.hit(nearKey, Freshness.USUAL)).isNull();
    }

    @Test
    void whileTheGateIsShutTheLoaderIsNotAsked() {
        Outcome outcome = process.read(1, asof -> {
            throw new AssertionError("asked");
        });

        assertThat(outcome).isEqualTo(new Outcome.Bypassed(BypassReason.GATE_SHUT));
    }

    @Test
    void theVersionIsChosenBeforeTheRead() {
        process.upTo(100);
        process.changed(1, 150);
        List<Long> asked = new ArrayList<>();

        Outcome outcome = process.read(1, asof -> {
            asked.add(asof);
            return found("v1", 170);
        });

        assertThat(asked).containsExactly(150L);
        Entry entry = ((Outcome.Served) outcome).entry();
        assertThat(entry.asof()).isEqualTo(150);
        assertThat(entry.upTo()).isEqualTo(170);
    }

    @Test
    void aChangeEndsWhatItConcernsAndNothingElse() {
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.readFrom(Tier.FILLED, 2, "w1");

        process.changed(1, 101);

        assertThat(process.readFrom(Tier.FILLED, 1, "v2")).isEqualTo("v2");
        assertThat(process.readFrom(Tier.NEAR, 2, "not asked")).isEqualTo("w1");
    }

    @Test
    void aChangeBeforeTheEntrysVersionDoesNotEndIt() {
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "v1");

        process.changed(1, 100);

        assertThat(process.readFrom(Tier.NEAR, 1, "not asked")).isEqualTo("v1");
    }

    @Test
    void aProcessReadsItsOwnWriteBeforeTheLogTellsOfIt() {
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "v1");

        process.cache.written(new Invalidation.Documents(130, CacheProcess.ORDERS, tag(1)));

        assertThat(process.read(1, asof -> found("v2 at " + asof, asof)))
                .isInstanceOfSatisfying(
                        Outcome.Served.class,
                        served -> assertThat(text(served.entry())).isEqualTo("v2 at 130"));
        assertThat(process.gate.newestKnown()).isEqualTo(130);
    }

    @Test
    void aFillThatAChangeOvertookIsNotServedAgain() {
        process.upTo(100);

        Outcome outcome = process.read(1, asof -> {
            process.changed(1, 101); // after the snapshot was taken
            return found("v1", 102);
        });

        assertThat(outcome).isInstanceOf(Outcome.Served.class);
        assertThat(process.readFrom(Tier.FILLED, 1, "v2")).isEqualTo("v2");
    }

    @Test
    void aQueryEndsWithAnyChangeInItsNamespace() {
        process.upTo(100);
        process.cache.read(CacheProcess.query("all"), asof -> found("v1", asof));
        process.changed(77, 101);

        Outcome outcome = process.cache.read(CacheProcess.query("all"), asof -> found("v2", asof));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Served.class,
                        served -> assertThat(served.tier()).isEqualTo(Tier.FILLED));
    }

    @Test
    void anAbsentDocumentIsRememberedUntilItIsInserted() {
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "");
        assertThat(process.readFrom(Tier.NEAR, 1, "not asked")).isEmpty();

        process.changed(1, 101);

        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    @Test
    void anEntryEndsWithItsLifetime() {
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(CacheProcess.TTL);
        process.upTo(200);

        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    @Test
    void aLifetimeOfAgesIsNoError() {
        process.upTo(100);
        ReadRequest request = byId(1);
        ReadRequest forEver = new CacheProcess.Request(
                request.key(), request.dependencies(), Duration.ofSeconds(Long.MAX_VALUE), true);

        process.cache.read(forEver, asof -> found("v1", asof));

        assertThat(process.readFrom(Tier.NEAR, 1, "not asked")).isEqualTo("v1");
    }

    @Test
    void anOversizedResultIsLeftToTheCallerAndNotKept() {
        process.upTo(100);
        Loader loader = asof -> new Loaded.Oversize();

        assertThat(process.read(1, loader)).isEqualTo(new Outcome.Bypassed(BypassReason.OVERSIZE));
        assertThat(process.read(1, loader)).isEqualTo(new Outcome.Bypassed(BypassReason.OVERSIZE));
        assertThat(process.cache.statistics().bypasses()).containsEntry(BypassReason.OVERSIZE, 2L);
    }

    @Test
    void aFillThatFailsLeavesTheReadToTheCallerAndTheNextOneTriesAgain() {
        process.upTo(100);

        assertThat(process.read(1, asof -> {
                    throw new PortException("on purpose");
                }))
                .isEqualTo(new Outcome.Bypassed(BypassReason.FILL_FAILED));
        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    @Test
    void aLoaderThatThrowsIsHeardAndTheNextReadTriesAgain() {
        process.upTo(100);

        assertThatThrownBy(() -> process.read(1, asof -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    @Test
    void clearingForgetsTheNearTier() {
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.cache.clearNear();

        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    @Test
    void everyReadIsCountedOnceAndTheCachesOwnNotAtAll() {
        process.read(1, asof -> found("v1", asof));
        process.upTo(100);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.readFrom(Tier.NEAR, 1, "v1");
        process.cache.hit(byId(1).nearKey(), Freshness.USUAL);
        process.cache.hit(byId(2).nearKey(), Freshness.USUAL);
        process.cache.bypassed(BypassReason.SESSION);
        process.changed(1, 101);
        ReadRequest own = new CacheProcess.Request(byId(3).key(), byId(3).dependencies(), CacheProcess.TTL, false);
        process.cache.read(own, asof -> found("fact", asof));

        CacheStatistics statistics = process.cache.statistics();

        assertThat(statistics.from(Tier.FILLED)).isEqualTo(1);
        assertThat(statistics.from(Tier.NEAR)).isEqualTo(2);
        assertThat(statistics.from(Tier.SHARED)).isZero();
        assertThat(statistics.bypassed()).isEqualTo(2);
        assertThat(statistics.bypasses())
                .containsEntry(BypassReason.GATE_SHUT, 1L)
                .containsEntry(BypassReason.SESSION, 1L);
        assertThat(statistics.entries()).isEqualTo(2);
        assertThat(statistics.bytes()).isPositive();
        assertThat(statistics.puts()).isEqualTo(2);
        assertThat(statistics.sharedPuts()).isZero();
        assertThat(statistics.invalidations()).isEqualTo(1);
    }
}
