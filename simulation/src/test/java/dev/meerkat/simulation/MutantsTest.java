package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever guards the values is missed when it is gone: some story ends with a wrong read. */
class MutantsTest {

    private static final int ENOUGH = 100;
    private static final Map<String, Hunt> HUNTS = new ConcurrentHashMap<>();

    static List<Mutant> mutants() {
        return Mutant.all().stream().filter(mutant -> !mutant.survives()).toList();
    }

    @BeforeAll
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    static void hunt() {
        mutants().parallelStream()
                .forEach(mutant -> HUNTS.put(mutant.name(), Hunt.of(mutant, mutant.provokedBy(), ENOUGH, 1)));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theCheckerSeesIt(Mutant mutant) {
        Story caught = Objects.requireNonNull(HUNTS.get(mutant.name())).first();

        assertThat(caught).as("a story with a wrong read").isNotNull();
    }

    @Test
    void whatWasSeenIsSeenAgain() {
        Story caught =
                Objects.requireNonNull(HUNTS.get(mutants().get(0).name())).first();

        assertThat(caught).isNotNull();
        assertThat(caught.report())
                .contains("-Dmeerkat.seed=" + caught.settings().seed())
                .contains("-Dmeerkat.mutant=" + caught.settings().mutant())
                .contains(Story.run(caught.settings()).violation());
    }

    @Test
    void thePageHasARowForEach() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "simulation.md"));

        assertThat(Mutant.all())
                .allSatisfy(mutant -> assertThat(page)
                        .contains("| `" + mutant + "` | " + mutant.wrong() + " | "
                                + (mutant.survives() ? "none |" : MutantTable.provokedBy(mutant) + " |")));
        assertThat(page.lines().filter(line -> line.startsWith("| `with"))).hasSameSizeAs(Mutant.all());
    }
}
