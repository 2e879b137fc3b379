package dev.meerkat.benchmarks.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meerkat.benchmarks.peers.CachingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartsTest {

    private static final String PAGE = """
            # Figures
            <!-- environment -->
            old
            <!-- /environment -->
            <!-- speed -->
            <!-- /speed -->
            the end
            """;

    @TempDir
    private Path results;

    @TempDir
    private Path docs;

    @BeforeEach
    void measure() throws IOException {
        Files.writeString(results.resolve("environment.json"), "{\"processor\": \"A & B\", \"cores\": \"2\"}");
        Files.writeString(docs.resolve("README.md"), PAGE);
    }

    @Test
    void aChartHasABarForEachSystemWithItsFigureAndWhatItRanOn() throws Exception {
        matrix(result(CachingSystem.MEERKAT, 99, 8, 2_000_000), result(CachingSystem.REDISSON, 99, 8, 1_000_000));

        assertThat(make()).contains(docs.resolve("reads.svg")).doesNotContain(docs.resolve("reads-delayed.svg"));
        String svg = Files.readString(docs.resolve("reads.svg"));
        assertThat(svg)
                .contains("Meerkat", "2,000,000", "Redisson", "1,000,000", "processor A &amp; B, cores 2")
                .doesNotContain("JetCache");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(docs.resolve("reads.svg").toFile())
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(3);
    }

    @Test
    void thePageGetsTablesAndKeepsTheRest() throws IOException {
        matrix(result(CachingSystem.MEERKAT, 99, 8, 2_000_000), result(CachingSystem.REDISSON, 99, 8, 1_000_000));
        make();

        assertThat(Files.readString(docs.resolve("README.md")))
                .startsWith("# Figures\n")
                .endsWith("the end\n")
                .contains(
                        "| processor | A & B |",
                        "| Meerkat |  | 2,000,000/s · 99 % · 64 B |",
                        "met by Meerkat",
                        "1 of 1")
                .doesNotContain("old");
    }

    @Test
    void whereAPeerIsAheadIsSaid() throws IOException {
        matrix(result(CachingSystem.MEERKAT, 50, 1, 1_000_000), result(CachingSystem.JETCACHE, 50, 1, 3_000_000));
        make();

        assertThat(Files.readString(docs.resolve("README.md")))
                .contains("0 of 1", "- by id, 50/50, 1 thread: JetCache, two levels makes 3.0 times as many");
    }

    @Test
    void staleReadsAreDrawnForBothWaysToWrite() throws IOException {
        Files.writeString(results.resolve("costs.json"), """
                {"measures": [{"name": "stale-reads", "values": [
                  {"row": "Meerkat, writers go through it", "oldest": 0.01, "share": 0.5},
                  {"row": "Meerkat, writers go behind its back", "oldest": 0.02, "share": 0.75},
                  {"row": "Redisson, writers go behind its back", "oldest": 24.5, "share": 60}]}]}""");

        assertThat(make()).contains(docs.resolve("staleness.svg"));
        assertThat(Files.readString(docs.resolve("staleness.svg")))
                .contains("0.01 s; 0.50 % of reads stale", "24.50 s; 60.00 % of reads stale");
    }

    @Test
    void aPageWithoutThePlaceIsAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> Page.with(PAGE, "costs", List.of()));
    }

    private List<Path> make() throws IOException {
        return new Charts(results, docs).make();
    }

    private void matrix(String... cells) throws IOException {
        Files.writeString(results.resolve("matrix.json"), "[" + String.join(",", cells) + "]");
    }

    private static String result(CachingSystem system, int share, int threads, double perSecond) {
        return """
                {"threads": %d,
                 "params": {"system": "%s", "workload": "BY_ID", "readShare": "%d", "delayed": "false"},
                 "primaryMetric": {"scoreUnit": "ops/s", "rawData": [[1, %s, 9e9]]},
                 "secondaryMetrics": {"hits": {"rawData": [[0.99]]}, "gc.alloc.rate.norm": {"rawData": [[64]]}}}""".formatted(threads, system, share, perSecond);
    }
}
