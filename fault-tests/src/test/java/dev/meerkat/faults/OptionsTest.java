package dev.meerkat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.faults.app.Plant;
import dev.meerkat.faults.fault.Catalog;
import dev.meerkat.faults.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void withoutArgumentsAllFaultsStrikeForTwoMinutes() throws UsageException {
        Options options = Options.parse();

        assertThat(options.time()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.delta()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.only()).isEqualTo(Catalog.faults());
        assertThat(options.plant()).isNull();
    }

    @Test
    void valuesStandAfterABlankOrAnEqualsSign() throws UsageException {
        Options options = Options.parse("--minutes", "7", "--seed=5", "--delta=750ms", "--plant", "no-rule");

        assertThat(options.time()).isEqualTo(Duration.ofMinutes(7));
        assertThat(options.seed()).isEqualTo(5);
        assertThat(options.delta()).isEqualTo(Duration.ofMillis(750));
        assertThat(options.plant()).isEqualTo("no-rule");
    }

    @Test
    void roundsAloneHaveAllTheTimeTheyNeed() throws UsageException {
        Options options = Options.parse("--rounds", "3");

        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.time()).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void onlySomeFaultsCanBeChosen() throws UsageException {
        Options options = Options.parse("--only", "leader-killed,redis-flushed");

        assertThat(options.only()).extracting(Fault::name).containsExactly("leader-killed", "redis-flushed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --quick                | unknown option --quick
            --minutes              | --minutes needs a value
            --minutes --seed       | --minutes needs a value
            --minutes 0            | --minutes must be a whole number from 1 up, not 0
            --seed x               | --seed must be a whole number
            --delta 2              | --delta must be a time such as 2s or 750ms, 500ms at least, not 2
            --delta 499ms          | 500ms at least
            --plant rule           | --plant doesn't know rule: name one of no-
            --only flood           | --only doesn't know flood; --help names all faults
            --json /nowhere/x.json | --json can't be written to /nowhere/x.json
            """)
    void whatCannotBeUnderstoodIsRefusedWithAReason(String arguments, String reason) {
        assertThatThrownBy(() -> Options.parse(arguments.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theHelpNamesEveryFaultAndEveryPlant() {
        assertThat(Options.helpText())
                .contains(Catalog.faults().stream().map(Fault::name).toList())
                .contains(Plant.names());
    }

    @Test
    void noTwoFaultsHaveTheSameName() {
        assertThat(Catalog.faults()).extracting(Fault::name).doesNotHaveDuplicates();
    }
}
