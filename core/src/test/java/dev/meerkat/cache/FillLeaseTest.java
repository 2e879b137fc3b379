package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of several processes that miss the same thing one loads it, and nobody depends on it. */
final class FillLeaseTest {

    private static final byte[] NAME = CacheProcess.byId(1).key().shortName();
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualTicker tiersClock = new ManualTicker();
    private final InMemoryRemoteTier shared = new InMemoryRemoteTier(tiersClock);
    private final CacheProcess one = new CacheProcess(shared).upTo(100);
    private final CacheProcess other = new CacheProcess(shared).upTo(100);

    /** One has the lease and loads; before it has, this happens. */
    private void whileOneLoads(Runnable what) {
        one.read(1, asof -> {
            what.run();
            return found("one's", asof);
        });
    }

    /** What a process stores that has come to this watermark. */
    private static byte[] entry(String text, long watermark) {
        InMemoryRemoteTier tier = new InMemoryRemoteTier(new ManualTicker());
        new CacheProcess(tier).upTo(watermark).readFrom(Tier.FILLED, 1, text);
        return Objects.requireNonNull(tier.get(NAME));
    }

    private static long waits(CacheProcess process) {
        return process.cache.statistics().sharedWaits();
    }

    private static long waitsInVain(CacheProcess process) {
        return process.cache.statistics().sharedWaitsInVain();
    }

    @Test
    void whoComesWhileAnotherLoadsWaitsForTheEntry() {
        other.ticker.onSleep(() -> shared.put(NAME, entry("v1", 100), LONG));

        whileOneLoads(
                () -> assertThat(other.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v1"));

        assertThat(waits(other)).isEqualTo(1);
        assertThat(waitsInVain(other)).isZero();
    }

    @Test
    void whoCannotJoinTheFlightOfItsOwnProcessDoesNotWaitForIt() {
        long before = one.ticker.nanoTime();

        whileOneLoads(() -> {
            one.changed(1, 101);
            one.upTo(102);
            one.readFrom(Tier.FILLED, 1, "one's next");
        });

        assertThat(waits(one)).isZero();
        assertThat(one.ticker.nanoTime()).isEqualTo(before);
    }

    @Test
    void whatItsOwnProcessTookOverMeanwhileIsNotWaitedFor() {
        one.readFrom(Tier.FILLED, 1, "v1");
        one.changed(1, 101);
        one.upTo(102);

        whileOneLoads(() -> {
            one.changed(1, 103);
            one.upTo(104);
            one.readFrom(Tier.FILLED, 1, "v3");
        });

        assertThat(waits(one)).isZero();
    }

    @Test
    void withoutTheGuardBothLoad() {
        CacheProcess first = new CacheProcess(shared, "e1", Guards.without(Guard.FILL_LEASE)).upTo(100);
        CacheProcess second = new CacheProcess(shared, "e1", Guards.without(Guard.FILL_LEASE)).upTo(100);
        first.read(1, asof -> {
            second.readFrom(Tier.FILLED, 1, "v1");
            return found("v1", asof);
        });

        assertThat(waits(second)).isZero();
    }

    @Test
    void whoWaitsInVainLoadsForItselfInTime() {
        long before = other.ticker.nanoTime();

        whileOneLoads(
                () -> assertThat(other.readFrom(Tier.FILLED, 1, "other's")).isEqualTo("other's"));

        assertThat(other.ticker.nanoTime() - before).isBetween(1L, FillLeases.PATIENCE.toNanos());
        assertThat(waitsInVain(other)).isEqualTo(1);
    }

    @Test
    void whatWasLoadedInVainHelpsTheNext() {
        CacheProcess third = new CacheProcess(shared).upTo(100);

        whileOneLoads(() -> {
            other.readFrom(Tier.FILLED, 1, "other's");
            assertThat(third.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("other's");
        });

        assertThat(waits(third)).isZero();
    }

    @Test
    void aLeaseWhoseHolderDiedIsTakenByTheNext() {
        whileOneLoads(() -> {
            tiersClock.pass(FillLeases.LIFETIME);
            other.readFrom(Tier.FILLED, 1, "other's");
        });

        assertThat(waits(other)).isZero();
    }

    @Test
    void aLeaseThatEndsWhileOthersWaitIsTakenByOneOfThem() {
        other.ticker.onSleep(() -> tiersClock.pass(FillLeases.LIFETIME));
        CacheProcess third = new CacheProcess(shared).upTo(100);

        whileOneLoads(() -> other.read(1, asof -> {
            third.ticker.onSleep(() -> shared.put(NAME, entry("v1", 100), LONG));
            third.readFrom(Tier.SHARED, 1, "not asked");
            return found("other's", asof);
        }));

        assertThat(waitsInVain(other)).isEqualTo(1);
    }

    @Test
    void whereALoadFailedTheOthersDoNotWait() {
        one.read(1, asof -> {
            throw new PortException("on purpose");
        });

        other.readFrom(Tier.FILLED, 1, "other's");
        assertThat(waits(other)).isZero();
    }

    @Test
    void whoWaitsForALoadThatFailsLoadsAtOnce() {
        long before = other.ticker.nanoTime();
        Runnable[] fail = {() -> {}};
        other.ticker.onSleep(() -> fail[0].run());
        one.read(1, asof -> {
            fail[0] = () -> shared.replace(NAME, Objects.requireNonNull(shared.get(NAME)), FillLeases.GIVEN_UP, LONG);
            other.readFrom(Tier.FILLED, 1, "other's");
            throw new PortException("on purpose");
        });

        assertThat(other.ticker.nanoTime() - before)
                .isLessThan(Duration.ofMillis(1).toNanos());
        assertThat(waitsInVain(other)).isEqualTo(1);
    }

    @Test
    void whatIsTooLargeToBeCachedMakesNobodyWait() {
        for (CacheProcess process : List.of(one, other, one, other)) {
            assertThat(process.read(1, asof -> new Loaded.Oversize()))
                    .isEqualTo(new Outcome.Bypassed(BypassReason.OVERSIZE));
        }

        assertThat(waits(one) + waits(other)).isZero();
    }

    @Test
    void whatWasInvalidatedJustNowIsLoadedByOneAgain() {
        one.readFrom(Tier.FILLED, 1, "v1");
        one.changed(1, 101);
        other.changed(1, 101);
        one.upTo(102);
        other.upTo(102);
        other.ticker.onSleep(() -> shared.put(NAME, entry("v2", 102), LONG));

        whileOneLoads(
                () -> assertThat(other.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v2"));
    }

    @Test
    void whatWasInvalidatedLongAgoIsNotWorthAnotherRoundTrip() {
        one.readFrom(Tier.FILLED, 1, "v1");
        one.changed(1, 101);
        other.changed(1, 101);
        one.upTo(102 + (3L << 32));
        other.upTo(102 + (3L << 32));

        whileOneLoads(() -> other.readFrom(Tier.FILLED, 1, "v2"));

        assertThat(waits(other)).isZero();
    }

    @Test
    void whatCameInTheMomentOfTheTakeOverIsServedAndStays() {
        one.readFrom(Tier.FILLED, 1, "v1");
        byte[] fresh = entry("v2", 102);
        CacheProcess late = new CacheProcess(new Overtaken(shared, fresh)).upTo(100);
        late.changed(1, 101);
        late.upTo(102);

        assertThat(late.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v2");
        assertThat(shared.get(NAME)).isEqualTo(fresh);
    }

    @Test
    void whoPutsItsMarkOverAnothersWaitsForThatOne() {
        one.readFrom(Tier.FILLED, 1, "v1");
        one.changed(1, 101);
        one.upTo(102);
        CacheProcess late = new CacheProcess(new LateLook(shared)).upTo(100);
        late.changed(1, 101);
        late.upTo(102);
        late.ticker.onSleep(new Runnable() {
            private int sleeps;

            @Override
            public void run() {
                if (++sleeps == 2) {
                    shared.put(NAME, entry("v2", 102), LONG);
                }
            }
        });

        whileOneLoads(
                () -> assertThat(late.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v2"));
    }

    @Test
    void theRuleHoldsForWhatWasWaitedFor() {
        other.ticker.onSleep(() -> {
            shared.put(NAME, entry("v1", 100), LONG);
            other.changed(1, 101);
        });

        whileOneLoads(() -> assertThat(other.readFrom(Tier.FILLED, 1, "v2")).isEqualTo("v2"));
    }

    @Test
    void whoHasNotHeardYetOfTheEntrysTimeWaitsForThatToo() {
        AtomicInteger sleeps = new AtomicInteger();
        other.ticker.onSleep(() -> {
            shared.put(NAME, entry("v1", 102), LONG);
            if (sleeps.incrementAndGet() == 3) {
                other.upTo(102);
            }
        });

        whileOneLoads(
                () -> assertThat(other.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v1"));
    }

    @Test
    void whoIsInterruptedLoadsAtOnceAndStaysInterrupted() {
        whileOneLoads(() -> {
            Thread.currentThread().interrupt();
            other.readFrom(Tier.FILLED, 1, "other's");
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void aTierThatKnowsNoLeasesIsATierAllTheSame() {
        CacheProcess first = new CacheProcess(new Plain(shared)).upTo(100);
        CacheProcess second = new CacheProcess(new Plain(shared)).upTo(100);
        first.read(1, asof -> {
            second.readFrom(Tier.FILLED, 1, "v1");
            return found("v1", asof);
        });

        assertThat(new CacheProcess(new Plain(shared)).upTo(100).readFrom(Tier.SHARED, 1, "not asked"))
                .isEqualTo("v1");
    }

    @Test
    void whereNothingIsEverFoundTheTierIsHardlyAsked() {
        for (int id = 1; id <= 1000; id++) {
            one.readFrom(Tier.FILLED, id, "v");
        }

        assertThat(one.cache.statistics().sharedSpared()).isGreaterThan(700);
        assertThat(one.cache.statistics().sharedPuts()).isEqualTo(1000);
        assertThat(IntStream.rangeClosed(1, 100)
                        .filter(id ->
                                other.readFrom(Tier.SHARED, id, "not asked").equals("v")))
                .hasSize(100);
    }

    /** Only gets and puts. */
    private static class Plain implements RemoteTier {

        final RemoteTier tier;

        Plain(RemoteTier tier) {
            this.tier = tier;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return tier.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value, Duration ttl) {
            tier.put(key, value, ttl);
        }
    }

    /** The first look finds what was there when this was made. */
    private static final class LateLook extends Plain {

        private byte @Nullable [] before;

        LateLook(RemoteTier tier) {
            super(tier);
            this.before = tier.get(NAME);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            byte[] found = before == null ? super.get(key) : before;
            before = null;
            return found;
        }

        @Override
        public byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
            return tier.swap(key, value, ttl);
        }
    }

    /** Another process's value comes a moment before a swap. */
    private static final class Overtaken extends Plain {

        private final byte[] fresh;

        Overtaken(RemoteTier tier, byte[] fresh) {
            super(tier);
            this.fresh = fresh;
        }

        @Override
        public byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
            tier.put(key, fresh, ttl);
            return tier.swap(key, value, ttl);
        }
    }
}
