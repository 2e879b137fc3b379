package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Read;
import dev.meerkat.faults.audit.Source;
import dev.meerkat.faults.audit.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleAgesTest {

    private static final int READER = 1;

    @TempDir
    private Path folder;

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void record(long readMillis, long number) throws IOException {
        try (HistoryWriter plain = new HistoryWriter(folder, Write.PLAIN);
                HistoryWriter reader = new HistoryWriter(folder, READER)) {
            write(plain, 1, 10);
            write(plain, 2, 1000);
            reader.read(new Read(READER, Source.NEAR, 0, number, at(readMillis), at(readMillis) + 1));
        }
    }

    private static void write(HistoryWriter plain, long number, long millis) {
        Write write = Write.begun(Write.PLAIN, 0, number, false, at(millis));
        plain.begun(write);
        plain.write(write.acknowledged(at(millis) + at(10)));
    }

    @Test
    void aReadIsAsStaleAsTheWriteThatItMissesWasAcknowledgedBefore() throws IOException {
        record(1610, 1);

        StaleAges ages = StaleAges.of(folder);

        assertThat(ages.reads()).isEqualTo(1);
        assertThat(ages.stale()).isEqualTo(1);
        assertThat(ages.staleBy(Duration.ofMillis(500))).isEqualTo(1);
        assertThat(ages.staleBy(Duration.ofSeconds(1))).isZero();
        assertThat(ages.staleBy(Place.MAX_STALENESS)).isZero();
        assertThat(ages.oldestSeconds()).isEqualTo(0.6);
    }

    @Test
    void aReadThatBeganBeforeTheAcknowledgementIsNotStale() throws IOException {
        record(1005, 1);

        assertThat(StaleAges.of(folder).stale()).isZero();
    }

    @Test
    void theLastWriteIsNotStaleHoweverLongAgoItWas() throws IOException {
        record(9000, 2);

        assertThat(StaleAges.of(folder).stale()).isZero();
    }

    @Test
    void whatWasNeverWrittenIsNoFigureButAnError() throws IOException {
        record(1610, 3);

        assertThatThrownBy(() -> StaleAges.of(folder)).hasMessageContaining("can't be judged");
    }
}
