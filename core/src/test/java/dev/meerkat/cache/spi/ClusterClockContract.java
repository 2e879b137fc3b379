package dev.meerkat.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.meerkat.cache.ClusterTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link ClusterClock} does. */
public abstract class ClusterClockContract {

    private static final Duration AMPLE = Duration.ofSeconds(10);

    /** The clock under test. */
    protected abstract ClusterClock clock();

    /** Writes a document with majority; returns the reply's operation time. */
    protected abstract long write() throws Exception;

    /** Makes it impossible to reach a primary. Implementations that can't leave it. */
    protected void losePrimary() throws Exception {
        abort("this cluster's primary can't be taken away");
    }

    @Test
    void aNoteCoversEveryWriteAcknowledgedBeforeIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            long written = write();

            long note = clock().note(AMPLE);

            assertThat(ClusterTime.isAfter(written, note)).isFalse();
        }
    }

    @Test
    void notesNeverGoBack() throws Exception {
        long before = clock().note(AMPLE);
        write();
        long after = clock().note(AMPLE);

        assertThat(before).isNotEqualTo(ClusterTime.NONE);
        assertThat(ClusterTime.isAfter(after, before)).isTrue();
    }

    @Test
    void withoutAPrimaryThereIsNoNote() throws Exception {
        losePrimary();

        assertThatThrownBy(() -> clock().note(Duration.ofMillis(500))).isInstanceOf(PortException.class);
    }
}
