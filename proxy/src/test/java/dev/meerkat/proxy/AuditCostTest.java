package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.meerkat.cache.Audit;
import dev.meerkat.cache.AuditVerdict;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Outcome.Tier;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/** What a hit that is not chosen pays for the audit: nothing but a number from a generator of its thread's own. */
class AuditCostTest {

    private static final int HITS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aHitThatIsNotChosenAllocatesWhatAHitWithoutAnAuditDoes() {
        try (OpenCache open = new OpenCache()) {
            CachedCollection<RawBsonDocument> without = open.wrapped("users").withDocumentClass(RawBsonDocument.class);
            Audit audit = new Audit(
                    Double.MIN_VALUE,
                    () -> ThreadLocalRandom.current().nextDouble(Double.MIN_NORMAL, 1),
                    open.gate,
                    open.invalidations,
                    Guards.all());
            CachedCollection<RawBsonDocument> audited = new HandleProxies(
                            open.cache.withAudit(audit), OpenCache.OPTIONS)
                    .wrap(open.plain("users"))
                    .withDocumentClass(RawBsonDocument.class);

            long off = allocatedPerHit(without);
            long on = allocatedPerHit(audited);

            assertThat(open.reads(Tier.NEAR)).isGreaterThan(5L * HITS);
            assertThat(on).isLessThan(off + 16); // the least object takes 16 bytes
            assertThat(audit.statistics().of(AuditVerdict.DROPPED)).isZero();
        }
    }

    private long allocatedPerHit(CachedCollection<RawBsonDocument> users) {
        hit(users);
        hit(users); // all that is made once, compiled code included
        long before = threads.getCurrentThreadAllocatedBytes();
        hit(users);
        return (threads.getCurrentThreadAllocatedBytes() - before) / HITS;
    }

    private static void hit(CachedCollection<RawBsonDocument> users) {
        for (int i = 0; i < HITS; i++) {
            users.findById(7);
        }
    }
}
