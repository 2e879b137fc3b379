package dev.meerkat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meerkat.benchmarks.peers.Matrix;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

final class PlanTest {

    @Test
    void aShortRunIsOneRound() {
        assertThat(Plan.of("--short").rounds()).isEqualTo(1);
        assertThat(Plan.of().rounds()).isGreaterThan(1);
        assertThat(Plan.of("--rounds", "3", "--short").rounds()).isEqualTo(3);
    }

    @Test
    void eitherPartRunsAlone() {
        assertThat(Plan.of().parts()).containsExactlyInAnyOrder(Plan.Part.MICRO, Plan.Part.MATRIX);
        assertThat(Plan.of("--micro").parts()).containsExactly(Plan.Part.MICRO);
        assertThat(Plan.of("--short", "--matrix").parts()).containsExactly(Plan.Part.MATRIX);
    }

    @Test
    void whatIsNotUnderstoodIsAnError() {
        for (List<String> wrong :
                List.of(List.of("--fast"), List.of("--rounds"), List.of("--rounds", "0"), List.of("--only", "("))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(wrong.toArray(String[]::new)));
        }
    }

    @Test
    void everyBenchmarkIsInTheTableAndTheOtherWayRound() {
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Set<String> benchmarks = BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(silent, VerboseMode.SILENT), List.of())
                .stream()
                .filter(entry -> !entry.getUsername().equals(Matrix.class.getName() + ".operation"))
                .map(entry -> Scores.name(entry.getUsername()))
                .collect(Collectors.toSet());
        Set<String> compared = Comparison.all().stream()
                .flatMap(comparison -> Stream.of(comparison.measured(), comparison.raw()))
                .collect(Collectors.toSet());

        assertThat(benchmarks).isNotEmpty().isEqualTo(compared);
    }
}
