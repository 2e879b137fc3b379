package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Processes that share a tier. */
final class SharedTierTest {

    private final InMemoryRemoteTier shared = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess one = new CacheProcess(shared).upTo(100);
    private final CacheProcess other = new CacheProcess(shared).upTo(100);

    @Test
    void whatOneProcessFilledIsServedToAnother() {
        one.readFrom(Tier.FILLED, 1, "v1");

        assertThat(other.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v1");
        assertThat(other.readFrom(Tier.NEAR, 1, "not asked")).isEqualTo("v1");
        assertThat(one.cache.statistics().sharedPuts()).isEqualTo(1);
        assertThat(other.cache.statistics().sharedPuts()).isZero();
    }

    @Test
    void anAbsentDocumentIsShared() {
        one.readFrom(Tier.FILLED, 1, "");

        assertThat(other.readFrom(Tier.SHARED, 1, "not asked")).isEmpty();
    }

    @Test
    void aSharedEntryIsHeldToTheSameRule() {
        one.readFrom(Tier.FILLED, 1, "v1");
        other.changed(1, 101);

        assertThat(other.readFrom(Tier.FILLED, 1, "v2")).isEqualTo("v2");
        assertThat(one.readFrom(Tier.NEAR, 1, "not asked")).isEqualTo("v1");
        one.changed(1, 101);
        one.upTo(102);
        assertThat(one.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v2");
    }

    @Test
    void anOldSharedEntryMayComeBackAndIsNotServed() {
        List<byte[]> stored = new ArrayList<>();
        CacheProcess writer = new CacheProcess(new RemoteTier() {
                    @Override
                    public byte @Nullable [] get(byte[] key) {
                        return null;
                    }

                    @Override
                    public void put(byte[] key, byte[] value, Duration ttl) {
                        stored.add(value);
                        shared.put(key, value, ttl);
                    }
                })
                .upTo(100);
        writer.readFrom(Tier.FILLED, 1, "v1");
        writer.changed(1, 101);
        other.changed(1, 101);
        writer.readFrom(Tier.FILLED, 1, "v2");
        shared.overwriteAll(stored.get(0));

        assertThat(other.readFrom(Tier.FILLED, 1, "v2")).isEqualTo("v2");
    }

    @Test
    void aVersionFromTheFutureIsNotServed() {
        one.upTo(200);
        one.readFrom(Tier.FILLED, 1, "v1");

        assertThat(other.readFrom(Tier.FILLED, 1, "v0")).isEqualTo("v0");
        other.cache.clearNear();
        one.cache.clearNear();
        one.upTo(300);
        one.changed(1, 299);
        one.readFrom(Tier.FILLED, 1, "v2");
        other.upTo(301);
        assertThat(other.readFrom(Tier.SHARED, 1, "not asked")).isEqualTo("v2");
    }

    @Test
    void anotherEpochsEntriesAreNotServed() {
        CacheProcess restored = new CacheProcess(shared, "e2", Guards.all()).upTo(100);
        one.readFrom(Tier.FILLED, 1, "v1");

        assertThat(restored.readFrom(Tier.FILLED, 1, "v2")).isEqualTo("v2");
    }

    @Test
    void corruptEntriesAreNotServedAndAreReplaced() {
        one.readFrom(Tier.FILLED, 1, "v1");
        shared.overwriteAll(new byte[] {1, 2, 3});

        assertThat(other.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
        assertThat(new CacheProcess(shared).upTo(100).readFrom(Tier.SHARED, 1, "not asked"))
                .isEqualTo("v1");
    }

    @Test
    void anEntryWhoseLifetimeEndedIsNotServedThoughTheTierStillHasIt() {
        one.readFrom(Tier.FILLED, 1, "v1");
        other.ticker.pass(CacheProcess.TTL);
        other.upTo(101);

        assertThat(other.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    @Test
    void anotherKeyUnderTheSameShortNameIsNotServed() {
        List<byte[]> values = new ArrayList<>();
        RemoteTier colliding = new RemoteTier() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return values.isEmpty() ? null : values.get(0);
            }

            @Override
            public void put(byte[] key, byte[] value, Duration ttl) {
                values.add(0, value);
            }
        };
        CacheProcess third = new CacheProcess(colliding).upTo(100);
        third.readFrom(Tier.FILLED, 1, "v1");

        assertThat(new CacheProcess(colliding).upTo(100).readFrom(Tier.FILLED, 2, "w1"))
                .isEqualTo("w1");
    }

    @Test
    void onlyWholeResultsAreStored() {
        one.read(1, asof -> {
            throw new PortException("on purpose");
        });
        one.read(2, asof -> new Loaded.Oversize());

        assertThat(one.cache.statistics().sharedPuts()).isZero();
        other.readFrom(Tier.FILLED, 1, "v1");
        other.readFrom(Tier.FILLED, 2, "w1");
    }

    @Test
    void whatCameFromTheSharedTierIsNotStoredThereAgain() {
        one.readFrom(Tier.FILLED, 1, "v1");
        List<Duration> puts = new ArrayList<>();
        CacheProcess reader = new CacheProcess(new RemoteTier() {
                    @Override
                    public byte @Nullable [] get(byte[] key) {
                        return shared.get(key);
                    }

                    @Override
                    public void put(byte[] key, byte[] value, Duration ttl) {
                        puts.add(ttl);
                    }
                })
                .upTo(100);
        reader.readFrom(Tier.SHARED, 1, "not asked");
        assertThat(puts).isEmpty();

        reader.readFrom(Tier.FILLED, 2, "w1");
        assertThat(puts).containsExactly(CacheProcess.TTL);
    }
}
