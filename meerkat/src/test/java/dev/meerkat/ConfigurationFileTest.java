package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.Namespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    @TempDir
    private Path folder;

    private MeerkatConfig config(String name, String content) throws IOException {
        return Meerkat.builder()
                .variables(Map.of())
                .configuration(Files.writeString(folder.resolve(name), content))
                .config();
    }

    private AbstractThrowableAssert<?, ?> refused(String name, String content) {
        return assertThatThrownBy(() -> config(name, content)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aYamlFileSaysAll() throws IOException {
        MeerkatConfig config = config("meerkat.yml", """
                # how this service caches
                mongoUri: mongodb://localhost/?replicaSet=rs0
                staticAssetDb: cache-metadata
                multiDb: true
                maxStaleness: 2s
                nearCacheBytes: 1048576
                httpEndpoint: 0.0.0.0:8081
                collectionsOff: [sessions, app.carts]
                collections:
                  users:
                    ttl: 1h
                    nearCacheBytes: 1 MiB
                  app.orders: {off: true}
                """);

        assertThat(config.staticAssetDb()).isEqualTo("cache-metadata");
        assertThat(config.times().maxStaleness()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.limits().nearBytes()).isEqualTo(1 << 20);
        assertThat(config.httpEndpoint()).contains(new InetSocketAddress("0.0.0.0", 8081));
        assertThat(config.collections().of(new Namespace("any", "users")).ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(config.collections().of(new Namespace("app", "orders")).off())
                .isTrue();
        assertThat(config.collections().of(new Namespace("app", "carts")).off()).isTrue();
        assertThat(config.collections().of(new Namespace("any", "sessions")).off())
                .isTrue();
    }

    @Test
    void aJsonFileSaysTheSame() throws IOException {
        MeerkatConfig config = config("meerkat.json", """
                {"mongoUri": "mongodb://localhost/?replicaSet=rs0", "staticAssetDb": "cache-metadata", "multiDb": false,
                 "maxResultBytes": 2048, "collections": {"users": {"off": true}}}
                """);

        assertThat(config.limits().resultBytes()).isEqualTo(2048);
        assertThat(config.collections().of(new Namespace("any", "users")).off()).isTrue();
    }

    @Test
    void anEmptyFileSaysNothing() {
        refused("meerkat.yaml", "# nothing\n").hasMessageContaining("mongoUri is missing");
    }

    @Test
    void oneMessageNamesAllFaultsAndWhereTheyAre() {
        refused("meerkat.yaml", """
                mongoUri: http://localhost
                maxStalenes: 3s
                max-result-bytes: 3
                defaultTtl: soon
                maxStaleness: 100ms
                multiDb: maybe
                debug:
                nearCacheBytes: {a: 1}
                caching: OFTEN
                httpEndpoint: "99999"
                collections:
                  users: {tll: 3s, maxResultBytes: 0}
                  orders: off
                  app.: {ttl: 3s}
                """)
                .hasMessageContaining("mongoUri in meerkat.yaml can't be read: http://localhost")
                .hasMessageContaining("maxStalenes in meerkat.yaml is not known: did you mean maxStaleness?")
                .hasMessageContaining("max-result-bytes in meerkat.yaml is not known: did you mean maxResultBytes?")
                .hasMessageContaining("defaultTtl in meerkat.yaml can't be read: \"soon\" is no duration")
                .hasMessageContaining("maxStaleness in meerkat.yaml must be at least 500 ms, not 100 ms")
                .hasMessageContaining("multiDb in meerkat.yaml can't be read: \"maybe\" is neither true nor false")
                .hasMessageContaining("debug in meerkat.yaml must have a value of its own: true or false")
                .hasMessageContaining("nearCacheBytes in meerkat.yaml must have a value of its own: bytes")
                .hasMessageContaining("caching in meerkat.yaml can't be read: \"OFTEN\" is none of [REQUIRED,")
                .hasMessageContaining("httpEndpoint in meerkat.yaml can't be read: \"99999\" is no port")
                .hasMessageContaining("collections.users.tll in meerkat.yaml is not known: did you mean ttl?")
                .hasMessageContaining("collections.users.maxResultBytes in meerkat.yaml must be positive, not 0")
                .hasMessageContaining("collections.orders in meerkat.yaml must be a block of keys and values")
                .hasMessageContaining("collections.app. in meerkat.yaml can't be read")
                .hasMessageContaining("staticAssetDb is missing");
    }

    @Test
    void aVariablesFaultNamesTheVariable() {
        assertThatThrownBy(() -> Meerkat.builder()
                        .environment(Map.of("MEERKAT_DEFAULT_TTL", "10", "MEERKAT_COLLECTIONS_OFF", "a,.b"))
                        .config())
                .hasMessageContaining("environment variable MEERKAT_DEFAULT_TTL can't be read: \"10\" is no duration")
                .hasMessageContaining("environment variable MEERKAT_COLLECTIONS_OFF can't be read: \".b\" names no");
        assertThatThrownBy(() -> Meerkat.builder()
                        .variables(Map.of("MEERKAT_ENABLED", "nope"))
                        .config())
                .hasMessageContaining("environment variable MEERKAT_ENABLED can't be read");
    }

    @Test
    void theCodesFaultNamesTheCollection() {
        assertThatThrownBy(() -> Meerkat.builder()
                        .variables(Map.of())
                        .collection("users", c -> c.ttl(Duration.ZERO).nearCacheBytes(-1))
                        .collection("", c -> c.off())
                        .config())
                .hasMessageContaining("collection(\"users\").ttl must be at least 1 ms")
                .hasMessageContaining("collection(\"users\").nearCacheBytes must be positive, not -1")
                .hasMessageContaining("collection(\"\") can't be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongoUri: \"mongodb://ada:s3cret@db\n  maxStaleness: [",
                "mongoUri: mongodb://ada:s3cret@db:99999999",
                "mongoUri: mongodb://ada:s3cret@db\nmongoUri: mongodb://ada:s3cret@db2",
                "maxStaleness: mongodb://ada:s3cret@db",
                "redisUrl: \"http://ada:s3cret@db\"",
                "- mongodb://ada:s3cret@db",
                "mongodb://ada:s3cret@db"
            })
    void passwordsAreNeverQuoted(String content) {
        refused("meerkat.yaml", content).hasMessageNotContaining("s3cret").hasNoCause();
    }

    @Test
    void whatBreaksTheFormatIsToldByItsPlace() {
        refused("meerkat.yaml", "debug: true\nmultiDb: [").hasMessageContaining("meerkat.yaml can't be read: line");
        refused("meerkat.json", "{\"debug\": true,\n oops}").hasMessageContaining("meerkat.json can't be read: line 2");
        refused("meerkat.yaml", "debug: true\ndebug: false").hasMessageContaining("names a key twice");
        refused("meerkat.json", "{\"debug\": true, \"debug\": true}").hasMessageContaining("names a key twice");
    }

    @Test
    void aFileThatIsNotThereOrOfAnotherKindIsAFault() {
        assertThatThrownBy(() -> Meerkat.builder()
                        .configuration(folder.resolve("none.yaml"))
                        .config())
                .hasMessageContaining("none.yaml doesn't exist");
        refused("meerkat.properties", "").hasMessageContaining("must end in .yaml, .yml or .json");
    }
}
