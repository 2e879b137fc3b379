package dev.meerkat.examples.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.examples.demo.measure.Figures.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    private static final long BOUND = 2_000_000;
    private static final long WRITTEN = 1_000_000_000;

    @TempDir
    private Path folder;

    private final Figures figures = new Figures();
    private SharedTimes times;
    private Audit audit;

    @BeforeEach
    void mapTheFile() throws IOException {
        times = SharedTimes.map(folder.resolve("times"), 2);
        audit = new Audit(List.of("de", "fr"), times, Duration.ofSeconds(2), figures);
    }

    @Test
    void theNewestValueIsNeverStale() {
        times.put(1, 4, WRITTEN);
        audit.check(locale("fr", 4), WRITTEN + 100 * BOUND);
        assertThat(figures.total(Total.AUDITED)).isEqualTo(1);
        assertThat(figures.total(Total.STALE)).isZero();
        assertThat(figures.superseded().count()).isZero();
    }

    @Test
    void aSupersededValueIsRightWithinTheBoundAndStaleBeyondIt() {
        times.put(1, 5, WRITTEN);
        audit.check(locale("fr", 4), WRITTEN + BOUND);
        assertThat(figures.total(Total.STALE)).isZero();
        assertThat(figures.superseded().count()).isEqualTo(1);
        audit.check(locale("fr", 4), WRITTEN + BOUND + 1);
        assertThat(figures.total(Total.STALE)).isEqualTo(1);
        assertThat(figures.notes()).singleElement().asString().contains("fr: n = 4 was read 2000 ms after n = 5");
    }

    @Test
    void anotherDocumentsWritesAreNoneOfItsBusiness() {
        times.put(0, 5, WRITTEN);
        audit.check(locale("fr", 4), WRITTEN + 100 * BOUND);
        audit.check(locale("it", 4), WRITTEN + 100 * BOUND);
        audit.check("fr", WRITTEN + 100 * BOUND);
        assertThat(figures.total(Total.AUDITED)).isEqualTo(1);
        assertThat(figures.total(Total.STALE)).isZero();
    }

    @Test
    void whatOneMappingPutsAnotherSees() throws IOException {
        SharedTimes other = SharedTimes.map(folder.resolve("times"), 2);
        other.put(1, SharedTimes.VERSIONS - 1, 42);
        other.put(1, SharedTimes.VERSIONS, 43);
        assertThat(times.get(1, SharedTimes.VERSIONS - 1)).isEqualTo(42);
        assertThat(times.get(1, SharedTimes.VERSIONS)).isZero();
        assertThat(times.get(0, SharedTimes.VERSIONS - 1)).isZero();
    }

    private static Document locale(String tag, int n) {
        return new Document("_id", tag).append("n", n);
    }
}
