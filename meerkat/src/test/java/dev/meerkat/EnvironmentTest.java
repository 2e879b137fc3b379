package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process's real environment. */
class EnvironmentTest {

    private static final int DISABLED = 42;

    /** A process that builds a Meerkat where no MongoDB is: only one that is disabled gets so far. */
    static final class Started {

        private Started() {}

        public static void main(String[] ignored) {
            try (Meerkat meerkat = Meerkat.builder()
                    .mongoUri("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100")
                    .staticAssetDb("metadata")
                    .multiDb(false)
                    .build()) {
                System.exit(meerkat.isEnabled() ? 0 : DISABLED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void theVariableThatDisablesIsHeededUnasked(String value, boolean disabled) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Started.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("MEERKAT_ENABLED", value);
        Process process = command.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue() == DISABLED).isEqualTo(disabled);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void variablesOfOthersAreWarnedOfAndNotRefused() {
        MeerkatConfig config = Meerkat.builder()
                .mongoUri("mongodb://localhost")
                .staticAssetDb("metadata")
                .multiDb(false)
                .environment(Map.of("MEERKAT_SERVICE_HOST", "10.0.0.1", "MEERKAT_MAX_STALENES", "3s"))
                .config();

        assertThat(config.enabled()).isTrue();
    }
}
