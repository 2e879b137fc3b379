package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.RemoteTier;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a hit costs besides time. */
final class HitCostTest {

    private static final int HITS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(100);

    @Test
    void aHitIsCountedAndAllocatesNothing() {
        process.readFrom(Tier.FILLED, 1, "v1");
        Object key = CacheProcess.byId(1).nearKey();
        hit(key); // all that is made once

        long before = threads.getCurrentThreadAllocatedBytes();
        hit(key);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(process.cache.statistics().from(Tier.NEAR)).isEqualTo(2 * HITS);
        assertThat(allocated).isLessThan(HITS); // the least object takes 16 bytes
    }

    private void hit(Object key) {
        for (int i = 0; i < HITS; i++) {
            if (process.cache.hit(key, Freshness.USUAL) == null) {
                throw new AssertionError("no hit");
            }
        }
    }
}
