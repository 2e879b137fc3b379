package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Transactions at random against a model of what they may see and do. {@code -Disolation.seed=…} repeats one run,
 * {@code -Disolation.seconds=…} takes longer.
 */
@Timeout(600)
class IsolationTest extends MongoFixture {

    private static final String SEED = "isolation.seed";
    private static final int FEWEST = 5;
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("isolation.seconds", 5));

    @Test
    void interleavedTransactionsSeeAndDoWhatTheirSnapshotsAllow(TestReporter reporter) {
        Long given = Long.getLong(SEED);
        long seed = given == null ? new Random().nextLong() : given;
        long end = System.nanoTime() + DURATION.toNanos();
        int runs = 0;
        do {
            InterleavedRun run = new InterleavedRun(client, shop.getCollection("rows" + runs++), new Random(seed));
            try {
                run.play();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("repeat it with -D" + SEED + "=" + seed + "\n" + run.story(), e);
            }
            seed++;
        } while (given == null && (runs < FEWEST || System.nanoTime() < end));
        reporter.publishEntry("random runs", Integer.toString(runs));
        assertThat(runs).isPositive();
    }
}
