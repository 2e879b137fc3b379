package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanyTest {

    @TempDir
    private Path folder;

    private Company start(long aheadNanos) {
        Document settings = new Document("name", "clock").append("aheadNanos", aheadNanos);
        return Company.start(2, CrookedClock.class, List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"), settings, folder);
    }

    @Test
    void processesWithOneClockAreAskedTogether() {
        try (Company company = start(0)) {
            assertThat(company.size()).isEqualTo(2);
            assertThat(company.ask("clock", new Document())).hasSize(2);
        }
    }

    @Test
    void processesWithAnotherClockAreRefused() {
        assertThatThrownBy(() -> start(1_000_000_000_000L).close()).hasMessageContaining("not one clock");
    }
}
