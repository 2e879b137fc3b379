package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's page on settings: its code, its file, its tables. */
class ConfigurationManualTest {

    private static final Path PAGE = Path.of("../docs/manual/configuration.md");

    @TempDir
    private Path folder;

    @Test
    void theCodeAndTheFileOfThePageAreUnderstood() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(yaml.find()).isTrue();
        Path file = Files.writeString(folder.resolve("meerkat.yaml"), yaml.group(1));

        // tag::builder[]
        MeerkatBuilder builder = Meerkat.builder()
                .mongoUri("mongodb://localhost:27017/?replicaSet=rs0")
                .staticAssetDb("cache-metadata")
                .multiDb(true)
                .collection("users", c -> c.ttl(Duration.ofHours(1))) // in every database
                .collection("shop.sessions", c -> c.off()) // in one
                .collection("products", c -> c.nearCacheBytes(8 << 20)) // a near tier of its own
                .configuration(file) // holds against the code
                .environment(); // holds against both
        // end::builder[]

        MeerkatConfig config = builder.variables(Map.of()).config();
        assertThat(config.times().maxStaleness()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.collections().of(new Namespace("any", "users")).ttl()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.collections().of(new Namespace("shop", "sessions")).off())
                .isTrue();
    }

    @Test
    void theTablesNameEverySetting() throws IOException {
        assertThat(Files.readString(PAGE)).contains(table(Settings.OF_PROCESS, true));
        assertThat(Files.readString(PAGE)).contains(table(Settings.OF_COLLECTION, false));
    }

    private static String table(List<Setting<?>> settings, boolean variables) {
        String head = variables
                ? "| setting | variable | value | default | |\n|---|---|---|---|---|\n"
                : "| setting | value | |\n|---|---|---|\n";
        return settings.stream()
                .map(setting -> variables
                        ? row(
                                "`" + setting.name() + "`",
                                "`" + setting.variable() + "`",
                                setting.kind(),
                                setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`",
                                setting.meaning())
                        : row("`" + setting.name() + "`", setting.kind(), setting.meaning()))
                .collect(Collectors.joining("", head, ""));
    }

    private static String row(String... cells) {
        return ("| " + String.join(" | ", cells) + " |\n").replace("|  |", "| |");
    }
}
