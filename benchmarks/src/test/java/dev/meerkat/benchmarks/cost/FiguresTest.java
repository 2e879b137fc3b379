package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.benchmarks.Environment;
import dev.meerkat.benchmarks.cost.Figures.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FiguresTest {

    private final Figures figures =
            new Figures("delay", "The delay", new Column("p50", "ms"), new Column("samples", ""));

    @Test
    void aRowHasAValueForEachColumn() {
        assertThatThrownBy(() -> figures.row("3 processes", 1)).hasMessageContaining("3 processes");
    }

    @Test
    void theTableShowsThreeDigitsAndWholeNumbersWhole() {
        figures.row("3 processes", 12.345, 1500);
        figures.row("10 processes", Double.NaN, 0.12345);
        figures.note("A note.");

        assertThat(CostTable.of(figures))
                .containsExactly(
                        "### The delay",
                        "",
                        "|              | p50, ms | samples |",
                        "|--------------|--------:|--------:|",
                        "| 3 processes  |    12.3 |    1500 |",
                        "| 10 processes |       – |   0.123 |",
                        "",
                        "A note.");
    }

    @Test
    void theJsonHasAnObjectForEachMeasureWithItsUnitsAndRows(@TempDir Path folder) throws IOException {
        figures.row("3 processes", 12.5, 1500);
        figures.row("10 processes", Double.NaN, 3);

        new CostResults(folder, CostPlan.of("--short"), new Environment(Map.of("cores", "2"))).add(List.of(figures));

        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("costs.json")));
        assertThat(json.path("short").asBoolean()).isTrue();
        assertThat(json.path("environment").path("cores").asString()).isEqualTo("2");
        JsonNode measure = json.path("measures").path(0);
        assertThat(measure.path("name").asString()).isEqualTo("delay");
        assertThat(measure.path("units").path("p50").asString()).isEqualTo("ms");
        assertThat(measure.path("values").path(0).path("row").asString()).isEqualTo("3 processes");
        assertThat(measure.path("values").path(0).path("p50").asDouble()).isEqualTo(12.5);
        assertThat(measure.path("values").path(1).path("p50").isNull()).isTrue();
        assertThat(Files.readAllLines(folder.resolve("costs.md"))).contains("### The delay");
    }
}
