package dev.meerkat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoresTest {

    private static final String RESULTS = """
            [{"benchmark": "dev.meerkat.benchmarks.Miss.OfBothTiers.meerkat",
              "primaryMetric": {"score": 40.0, "scoreUnit": "ns/op", "rawData": [[10.0, 100.0], [11.0, 12.0]]},
              "secondaryMetrics": {
                "cpu": {"score": 20.0, "scoreUnit": "ns/op", "rawData": [[9.0, 21.0]]},
                "gc.alloc.rate.norm": {"score": 90.0, "scoreUnit": "B/op", "rawData": [[88.25, 88.0, 96.0]]}}},
             {"benchmark": "dev.meerkat.benchmarks.Write.driverWrite",
              "primaryMetric": {"score": 7.0, "scoreUnit": "ns/op", "rawData": [[9.0, 5.0, 7.5]]},
              "secondaryMetrics": {}}]""";

    @TempDir
    private Path folder;

    @Test
    void ofEachBenchmarksIterationsTheMedianIsRead() throws IOException {
        Scores scores = read(RESULTS);

        assertThat(scores.nanos("Miss.OfBothTiers.meerkat")).hasValue(11.5);
        assertThat(scores.nanos("Write.driverWrite")).hasValue(7.5);
        assertThat(scores.nanos("Write.meerkat")).isEmpty();
    }

    @Test
    void cpuTimeAndAllocationAreReadWhereTheyWereMeasured() throws IOException {
        Scores scores = read(RESULTS);

        assertThat(scores.bytes("Miss.OfBothTiers.meerkat")).hasValue(88.25);
        assertThat(scores.cpu("Miss.OfBothTiers.meerkat")).hasValue(15);
        assertThat(scores.bytes("Write.driverWrite")).isEmpty();
        assertThat(scores.cpu("Write.driverWrite")).isEmpty();
    }

    @Test
    void anotherUnitIsAnError() {
        assertThatThrownBy(() -> read(RESULTS.replace("ns/op", "us/op")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nanoseconds");
    }

    private Scores read(String json) throws IOException {
        return Scores.read(Files.writeString(folder.resolve("results.json"), json));
    }
}
