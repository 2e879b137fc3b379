package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.stress.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Single flight: all who join are answered, none with less than what was written before its read began. */
class SingleFlightRaceTest {

    private static final int READS = 10;
    private static final int WRITES = 5;

    /** A document whose text is the time of its last write. */
    private static final class Document {

        private final CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(10);
        private final AtomicInteger answered = new AtomicInteger();
        private volatile long inMongo = 10;
        private volatile long written = 10;

        void write() {
            for (long time = 11; time <= 10 + WRITES; time++) {
                inMongo = time;
                process.changed(1, time);
                written = time;
            }
        }

        void read() {
            for (int read = 0; read < READS; read++) {
                long before = written;
                Outcome outcome = process.read(1, asof -> {
                    long found = inMongo;
                    LockSupport.parkNanos(1_000); // MongoDB takes its time
                    return CacheProcess.found(String.valueOf(found), found);
                });
                if (!(outcome instanceof Outcome.Served served)) {
                    throw new AssertionError("not answered: " + outcome);
                }
                long text = Long.parseLong(CacheProcess.text(served.entry()));
                if (text < before) {
                    throw new AssertionError("read " + text + " after " + before + " was written: " + outcome);
                }
                answered.incrementAndGet();
            }
        }
    }

    @Test
    void whoJoinsIsAnsweredAndNeverWithLessThanWasWritten() throws Exception {
        AtomicInteger joined = new AtomicInteger();
        Race.on(Document::new)
                .actor(Document::write)
                .actor(Document::read)
                .actor(Document::read)
                .actor(Document::read)
                .run(Duration.ofSeconds(5), document -> {
                    assertThat(document.answered).hasValue(3 * READS);
                    joined.addAndGet((int) document.process.cache.statistics().from(Outcome.Tier.JOINED));
                });
        assertThat(joined).as("reads that joined a flight").hasPositiveValue();
    }
}
