package dev.meerkat.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.AuditVerdict;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

final class MeerkatMetersTest {

    private final ObservedProcess process = new ObservedProcess();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private MeterRegistry bound() {
        new MeerkatMeters(process, "meerkat").bindTo(registry);
        return registry;
    }

    @Test
    void whatEveryCacheHasIsUnderMicrometersNames() {
        bound();
        process.upTo(100);
        process.read(1);
        process.read(1);
        process.read(2);

        assertThat(counter("cache.gets", "result", "hit")).isEqualTo(1);
        assertThat(counter("cache.gets", "result", "miss")).isEqualTo(2);
        assertThat(counter("cache.puts")).isEqualTo(2);
        assertThat(counter("cache.evictions")).isZero();
        assertThat(gauge("cache.size")).isEqualTo(2);
    }

    @Test
    void auditedHitsAreByVerdict() {
        bound();
        process.audit = new AuditStatistics(Map.of(AuditVerdict.STALE_PAST_BOUND, 2L), Duration.ofSeconds(9));

        assertThat(counter("meerkat.audit.hits", "verdict", "stale_past_bound")).isEqualTo(2);
        assertThat(counter("meerkat.audit.hits", "verdict", "fresh")).isZero();
        assertThat(registry.get("meerkat.audit.stale").timer().count()).isZero();
    }

    @Test
    void readsAreByTierAndOutcome() {
        bound();
        process.read(1);
        process.upTo(100);
        process.read(1);
        process.read(1);
        process.cache.clearNear();
        process.read(1);
        process.cache.hit(ObservedProcess.byId(1).nearKey(), Freshness.USUAL);

        assertThat(reads("mongodb", "bypassed")).isEqualTo(1);
        assertThat(reads("mongodb", "filled")).isEqualTo(1);
        assertThat(reads("mongodb", "joined")).isZero();
        assertThat(reads("near", "hit")).isEqualTo(2);
        assertThat(reads("shared", "hit")).isEqualTo(1);
        assertThat(counter("meerkat.shared.puts")).isEqualTo(1);
    }

    @Test
    void bypassesAreByReasonAndEveryReasonIsThereFromTheBeginning() {
        bound();
        for (BypassReason reason : BypassReason.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT);
            assertThat(counter("meerkat.bypasses", "reason", name)).isZero();

            process.cache.bypassed(reason);

            assertThat(counter("meerkat.bypasses", "reason", name)).isEqualTo(1);
        }
    }

    @Test
    void loadsAreTimedByWhatCameOfThem() {
        bound();
        process.upTo(100);
        process.cache.read(ObservedProcess.byId(1), asof -> {
            process.ticker.pass(Duration.ofMillis(250));
            return new Loaded.Complete("v".getBytes(UTF_8), asof);
        });
        process.read(1);
        process.cache.read(ObservedProcess.byId(2), asof -> new Loaded.Oversize());
        process.cache.read(ObservedProcess.byId(3), asof -> {
            throw new PortException("on purpose");
        });

        assertThat(loads(registry, "complete").count()).isEqualTo(1);
        assertThat(loads(registry, "complete").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
        assertThat(loads(registry, "oversize").count()).isEqualTo(1);
        assertThat(loads(registry, "failed").count()).isEqualTo(1);
    }

    @Test
    void invalidationsAreByWhetherSomethingIsCached() {
        bound();
        process.upTo(100);
        process.read(1);
        long tag = Tags.document(ObservedProcess.ORDERS, new BsonInt32(1));

        process.cache.apply(new Invalidation.Documents(101, ObservedProcess.ORDERS, tag));
        process.cache.apply(new Invalidation.WholeDatabase(102, "elsewhere"));
        process.cache.apply(new Invalidation.WholeDatabase(103, "elsewhere"));

        assertThat(counter("meerkat.invalidations", "cached", "true")).isEqualTo(1);
        assertThat(counter("meerkat.invalidations", "cached", "false")).isEqualTo(2);
    }

    @Test
    void theNearTierIsCountedAndWeighed() {
        bound();
        process.upTo(100);
        process.read(1);
        process.cache
                .withOwnNear(10_000)
                .read(ObservedProcess.byId(2), asof -> new Loaded.Complete(new byte[5000], asof));

        assertThat(gauge("meerkat.near.entries")).isEqualTo(2);
        assertThat(gauge("meerkat.near.bytes")).isBetween(5000.0, 6000.0);
    }

    @Test
    void theGateIsSeenOpenAndShut() {
        bound();
        assertThat(gauge("meerkat.gate.open")).isZero();
        assertThat(time("meerkat.freshness")).isNaN();
        assertThat(time("meerkat.watermark.lag")).isNaN();

        process.upTo(1000L << 32);
        process.gate.heard(1003L << 32);
        process.ticker.pass(Duration.ofSeconds(2));
        assertThat(gauge("meerkat.gate.open")).isEqualTo(1);
        assertThat(time("meerkat.freshness")).isEqualTo(2);
        assertThat(time("meerkat.watermark.lag")).isEqualTo(3);
        assertThat(counter("meerkat.gate.shut.time")).isZero();

        process.ticker.pass(Duration.ofSeconds(4));
        assertThat(gauge("meerkat.gate.open")).isZero();
        assertThat(counter("meerkat.gate.shut.time")).isEqualTo(1);
    }

    @Test
    void theRestIsAsTheProcessSays() {
        bound();
        assertThat(gauge("meerkat.redis.breaker.open")).isNaN();
        process.redis = RedisState.UP;
        assertThat(gauge("meerkat.enabled")).isEqualTo(1);
        assertThat(gauge("meerkat.watching")).isZero();
        assertThat(gauge("meerkat.leader.term")).isZero();
        assertThat(gauge("meerkat.redis.breaker.open")).isZero();

        process.off = "switched off";
        process.watching = true;
        process.term = 17;
        process.events = 5;
        process.holes = 2;
        process.redis = RedisState.DOWN;

        assertThat(gauge("meerkat.enabled")).isZero();
        assertThat(gauge("meerkat.watching")).isEqualTo(1);
        assertThat(gauge("meerkat.leader.term")).isEqualTo(17);
        assertThat(counter("meerkat.events")).isEqualTo(5);
        assertThat(counter("meerkat.log.holes")).isEqualTo(2);
        assertThat(gauge("meerkat.redis.breaker.open")).isEqualTo(1);
    }

    @Test
    void everyMeterHasTheCachesNameAndMeerkatsOwnADescription() {
        assertThat(bound().getMeters()).hasSizeGreaterThan(30).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("cache")).isEqualTo("meerkat");
            if (!meter.getId().getName().endsWith(".histogram")) { // a timer's buckets, in a registry of this kind
                assertThat(meter.getId().getDescription()).isNotBlank();
            }
            if (meter.getId().getType() == Meter.Type.COUNTER
                    && meter.getId().getName().startsWith("meerkat.")) {
                assertThat(meter.getId().getBaseUnit()).isNotBlank();
            }
        });
    }

    @Test
    void boundTwiceToARegistryEverythingCountsOnce() {
        bound();
        bound();
        MeerkatMeters meters = new MeerkatMeters(process, "meerkat");
        meters.bindTo(registry);
        meters.bindTo(registry);
        process.upTo(100);

        process.read(1);

        assertThat(loads(registry, "complete").count()).isEqualTo(1);
        assertThat(reads("mongodb", "filled")).isEqualTo(1);
    }

    @Test
    void twoRegistriesBothSeeEverything() {
        bound();
        MeterRegistry other = new SimpleMeterRegistry();
        new MeerkatMeters(process, "meerkat").bindTo(other);
        process.upTo(100);

        process.read(1);

        assertThat(loads(registry, "complete").count()).isEqualTo(1);
        assertThat(loads(other, "complete").count()).isEqualTo(1);
        assertThat(other.get("meerkat.reads")
                        .tags("outcome", "filled")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void metersTellTrueValuesForAsLongAsTheCacheLivesThoughNobodyKeepsTheirMaker() {
        ReadThroughCache cache = boundAndForgotten();
        collectGarbage();

        cache.bypassed(BypassReason.SESSION);

        assertThat(counter("meerkat.bypasses", "reason", "session")).isEqualTo(1);
        assertThat(gauge("meerkat.gate.open")).isEqualTo(1);
        assertThat(gauge("meerkat.near.entries")).isEqualTo(1);
        assertThat(gauge("cache.size")).isEqualTo(1);
    }

    private ReadThroughCache boundAndForgotten() {
        ObservedProcess forgotten = new ObservedProcess().upTo(100);
        new MeerkatMeters(forgotten, "meerkat").bindTo(registry);
        forgotten.read(1);
        return forgotten.cache;
    }

    @Test
    void aRegistryDoesNotHoldTheCache() {
        WeakReference<ReadThroughCache> gone = new WeakReference<>(boundAndForgotten());

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            collectGarbage();
            return gone.get() == null;
        });
        assertThat(gauge("cache.size")).isNaN();
    }

    private static void collectGarbage() {
        WeakReference<Object> witness = new WeakReference<>(new Object());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return witness.get() == null;
        });
    }

    private static Timer loads(MeterRegistry registry, String result) {
        return registry.get("meerkat.loads").tag("result", result).timer();
    }

    private double reads(String tier, String outcome) {
        return counter("meerkat.reads", "tier", tier, "outcome", outcome);
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double time(String name) {
        return registry.get(name).timeGauge().value(TimeUnit.SECONDS);
    }
}
