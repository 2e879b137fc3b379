package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.stress.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** So many reads at a time and no more; all have their turn, and give it back. */
class ReadLimitRaceTest {

    private static final int MOST = 2;
    private static final int READS = 3;

    /** A limit, and who is within it. */
    private static final class Limit {

        private final ReadLimit limit = new ReadLimit(MOST);
        private final AtomicInteger within = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        void read() {
            for (int read = 0; read < READS; read++) {
                limit.read(() -> limit.read(this::count));
            }
        }

        private int count() {
            int now = within.incrementAndGet();
            if (now > MOST) {
                throw new AssertionError(now + " read at a time");
            }
            LockSupport.parkNanos(1_000); // MongoDB takes its time
            within.decrementAndGet();
            return done.incrementAndGet();
        }
    }

    @Test
    void noMoreThanTheLimitAndNobodyIsForgotten() throws Exception {
        Race.on(Limit::new)
                .actor(Limit::read)
                .actor(Limit::read)
                .actor(Limit::read)
                .actor(Limit::read)
                .run(Duration.ofSeconds(3), limit -> {
                    assertThat(limit.done).hasValue(4 * READS);
                    assertThat(limit.limit.waiting()).isZero();
                });
    }
}
