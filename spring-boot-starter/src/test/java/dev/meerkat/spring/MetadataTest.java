package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.KnownSetting;
import dev.meerkat.Meerkat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What development environments are told about the properties. */
class MetadataTest {

    private static final Map<String, String> TYPES = Map.of(
            "duration", "java.time.Duration",
            "true or false", "java.lang.Boolean",
            "number", "java.lang.Integer",
            "REQUIRED or OFF_IF_UNAVAILABLE", "dev.meerkat.Caching",
            "names, with commas between", "java.util.List<java.lang.String>");
    private static final Map<String, String> DEFAULTS = Map.of(
            "staticAssetDb",
            MeerkatFactory.STATIC_ASSET_DB,
            "multiDb",
            String.valueOf(MeerkatFactory.MULTI_DB),
            "collectionsOff",
            "");

    @Test
    void everySettingIsDescribedAsTheManualDoes() throws IOException {
        assertThat(described()).isEqualTo(text());
    }

    private static String text() {
        return Meerkat.settings().stream()
                .map(MetadataTest::property)
                .collect(Collectors.joining(",\n", "{\n  \"properties\": [\n", ",\n" + collections() + "\n  ]\n}\n"));
    }

    private static String property(KnownSetting setting) {
        String otherwise = DEFAULTS.getOrDefault(setting.name(), setting.otherwise());
        return entry(
                "meerkat." + MeerkatProperties.dashed(setting.name()),
                TYPES.getOrDefault(setting.kind(), "java.lang.String"),
                setting.meaning().replaceAll("\\. Required.*", "") + ".",
                otherwise);
    }

    private static String collections() {
        return entry(
                "meerkat.collections",
                "java.util.Map<java.lang.String,java.util.Map<java.lang.String,java.lang.String>>",
                "Settings of single collections: ttl, max-result-bytes, near-cache-bytes, off.",
                "");
    }

    private static String entry(String name, String type, String description, String otherwise) {
        String entry = "    {\"name\": \"" + name + "\", \"type\": \"" + type + "\",\n     \"description\": \""
                + description.replace("\"", "'") + "\"";
        return entry + (otherwise.isEmpty() ? "}" : ",\n     \"defaultValue\": \"" + otherwise + "\"}");
    }

    private static String described() throws IOException {
        return Files.readString(Path.of("src/main/resources/META-INF/spring-configuration-metadata.json"));
    }
}
