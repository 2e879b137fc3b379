package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.RemoteTier;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadLocalRandom;
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

    @Test
    void toBeChosenForTheAuditOrNotAllocatesNothing() {
        Audit audit = new Audit(
                0.5, () -> ThreadLocalRandom.current().nextDouble(), process.gate, process.invalidations, Guards.all());
        choose(audit);

        long before = threads.getCurrentThreadAllocatedBytes();
        int chosen = choose(audit);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(chosen).isBetween(1, HITS - 1);
        assertThat(allocated).isLessThan(HITS);
    }

    private static int choose(Audit audit) {
        int chosen = 0;
        for (int i = 0; i < HITS; i++) {
            chosen += audit.chooses() ? 1 : 0;
        }
        return chosen;
    }

    private void hit(Object key) {
        for (int i = 0; i < HITS; i++) {
            if (process.cache.hit(key, Freshness.USUAL) == null) {
                throw new AssertionError("no hit");
            }
        }
    }
}
