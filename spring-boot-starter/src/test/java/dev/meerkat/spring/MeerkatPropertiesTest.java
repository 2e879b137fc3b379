package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Meerkat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class MeerkatPropertiesTest {

    private static Map<String, Object> of(String... properties) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            map.put(parts[0], parts[1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", map));
        return MeerkatProperties.of(environment);
    }

    private static Map<String, Object> ofYaml(String yaml) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("test", new ByteArrayResource(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        return MeerkatProperties.of(environment);
    }

    @Test
    void everySettingHasAProperty() {
        String[] all = Meerkat.settings().stream()
                .map(setting -> "meerkat." + MeerkatProperties.dashed(setting.name()) + "=x")
                .toArray(String[]::new);
        assertThat(of(all).keySet())
                .containsExactlyElementsOf(Meerkat.settings().stream()
                        .map(setting -> setting.name())
                        .toList());
    }

    @Test
    void spellingsAreSprings() {
        assertThat(of("meerkat.maxStaleness=2s", "meerkat.defaultTtl=1m"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("maxStaleness", "2s", "defaultTtl", "1m"));
    }

    @Test
    void variablesOfTheEnvironmentAreReadAndUnknownOnesAreLeftAlone() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("MEERKAT_MAX_STALENESS", "2s", "MEERKAT_SERVICE_HOST", "10.0.0.1")));
        assertThat(MeerkatProperties.of(environment)).isEqualTo(Map.of("maxStaleness", "2s"));
    }

    @Test
    void placeholdersAreFilledIn() {
        assertThat(of("bound=2s", "meerkat.max-staleness=${bound}")).isEqualTo(Map.of("maxStaleness", "2s"));
    }

    @Test
    void listsAreWrittenInEitherWay() throws Exception {
        assertThat(of("meerkat.collections-off=a, b")).isEqualTo(Map.of("collectionsOff", "a, b"));
        assertThat(ofYaml("meerkat:\n  collections-off:\n  - a\n  - b\n")).isEqualTo(Map.of("collectionsOff", "a,b"));
    }

    @Test
    void collectionsHaveBlocks() throws Exception {
        assertThat(ofYaml("""
                meerkat:
                  collections:
                    users: {ttl: 30m, off: true}
                    "[shop.orders]": {max-result-bytes: 1kB}
                """))
                .isEqualTo(Map.of(
                        "collections",
                        Map.of(
                                "users", Map.of("ttl", "30m", "off", "true"),
                                "shop.orders", Map.of("maxResultBytes", "1kB"))));
    }

    @Test
    void whatIsUnknownIsHandedOn() {
        assertThat(of("meerkat.max-stalenes=2s")).containsKey("max-stalenes");
    }
}
