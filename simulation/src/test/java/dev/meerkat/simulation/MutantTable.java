package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures the table in docs/simulation.md and writes it there: the first seed that sees a mutant where it is provoked, and how many of
 * the first {@code -Dmeerkat.table} stories with all faults see it, 100 unless told. Takes minutes, so its name isn't a
 * test's; ask for it by {@code -Dtest=MutantTable}.
 */
class MutantTable {

    private static final Path PAGE = Path.of("..", "docs", "simulation.md");
    private static final String ROW = "| `with";

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void table() throws Exception {
        int stories = Integer.getInteger("meerkat.table", 100);
        List<String> rows = Mutant.all().parallelStream()
                .map(mutant -> row(mutant, stories))
                .toList();
        List<String> lines = Files.readAllLines(PAGE);
        int first = lines.indexOf(
                lines.stream().filter(line -> line.startsWith(ROW)).findFirst().orElseThrow());
        lines.removeIf(line -> line.startsWith(ROW));
        lines.addAll(first, rows);
        Files.write(PAGE, lines);

        assertThat(rows).hasSameSizeAs(Mutant.all());
    }

    private static String row(Mutant mutant, int stories) {
        Hunt storms = Hunt.of(mutant, Fault.ALL, stories, stories);
        Set<Fault> faults = mutant.provokedBy();
        Hunt provoked = faults.equals(Fault.ALL) || mutant.survives() ? storms : Hunt.of(mutant, faults, stories, 1);
        return String.format(
                "| `%s` | %s | %s | %s | %d of %d |",
                mutant,
                mutant.wrong(),
                mutant.survives() ? "none" : provokedBy(mutant),
                provoked.firstSeed(),
                storms.caught().size(),
                stories);
    }

    static String provokedBy(Mutant mutant) {
        return mutant.provokedBy().equals(Fault.ALL)
                ? "any faults"
                : mutant.provokedBy().stream().map(fault -> "`" + fault + "`").collect(Collectors.joining(", "));
    }
}
