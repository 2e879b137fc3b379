package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever guards the values is missed when it is gone: some story ends with a wrong read. */
class MutantsTest {

    private static final long ENOUGH = 100;

    /** All but one, which takes two processes that take the lease at once, and some hundreds of stories to be seen. */
    static List<Mutant> mutants() {
        return Mutant.all().stream()
                .filter(mutant -> !mutant.has(Mutant.Flaw.LEASE_NOT_FENCED))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theCheckerSeesIt(Mutant mutant) {
        Story caught = LongStream.rangeClosed(1, ENOUGH)
                .mapToObj(seed -> Story.run(Settings.stormy(seed, mutant)))
                .filter(story -> story.violation() != null)
                .findFirst()
                .orElse(null);
        assertThat(caught).as("a story with a wrong read").isNotNull();
        assertThat(caught.report())
                .contains("-Dmeerkat.seed=" + caught.settings().seed());
    }
}
