package dev.meerkat.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @TempDir
    private Path folder;

    @Test
    void withoutOptionsTheDemoIsLongAndWhole() throws UsageException {
        assertThat(Options.parse()).isEqualTo(new Options(false, 60, false, null, false));
    }

    @Test
    void eachOptionIsUnderstood() throws UsageException {
        Path json = folder.resolve("figures.json");
        assertThat(Options.parse("--short", "--plant=no-rule", "--json", json.toString()))
                .isEqualTo(new Options(true, 8, true, json, false));
        assertThat(Options.parse("--json=" + json, "--seconds=5")).isEqualTo(new Options(false, 5, false, json, false));
        assertThat(Options.parse("--help").help()).isTrue();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> Options.parse("--shrot"))
                .isInstanceOf(UsageException.class)
                .hasMessage("unknown option --shrot; try --help");
        assertThatThrownBy(() -> Options.parse("--plant=no-gate")).hasMessageContaining("--plant=no-gate");
        assertThatThrownBy(() -> Options.parse("--json")).hasMessageContaining("--json needs a value");
        assertThatThrownBy(() -> Options.parse("--json", "--short")).hasMessageContaining("--json needs a value");
        assertThatThrownBy(() ->
                        Options.parse("--json", folder.resolve("none/file").toString()))
                .hasMessageContaining("in a folder that there is");
        assertThatThrownBy(() -> Options.parse("--json", folder.toString())).hasMessageContaining("name a file");
        assertThatThrownBy(() -> Options.parse("--seconds", "soon")).hasMessageContaining("not soon");
    }
}
