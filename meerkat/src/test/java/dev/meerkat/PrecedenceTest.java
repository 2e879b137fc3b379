package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word holds: the environment's, the file's, the code's, the default's. */
class PrecedenceTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("meerkat.yaml"), """
                maxStaleness: 3s
                defaultTtl: 3m
                collections:
                  users: {ttl: 3m, maxResultBytes: 3kB}
                """);
    }

    private static MeerkatBuilder builder() {
        return Meerkat.builder()
                .variables(Map.of())
                .mongoUri("mongodb://localhost/?replicaSet=rs0")
                .staticAssetDb("metadata")
                .multiDb(false);
    }

    @Test
    void whereNobodySaysTheDefaultsHold() {
        MeerkatConfig config = builder().config();

        assertThat(config.defaultTtl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.times().maxStaleness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.limits()).isEqualTo(CacheLimits.DEFAULT);
        assertThat(config.redisKeyPrefix()).isEqualTo("meerkat");
        assertThat(config.caching()).isEqualTo(Caching.REQUIRED);
        assertThat(config.enabled()).isTrue();
        assertThat(config.debug()).isFalse();
        assertThat(config.httpEndpoint()).isEmpty();
    }

    /** Code says 2, the file 3, the environment 4. */
    @Test
    void theStrongerSourceHoldsInWhateverOrderTheyAreNamed() {
        Map<String, String> variables = Map.of("MEERKAT_MAX_STALENESS", "4s");
        List<Consumer<MeerkatBuilder>> sources = List.of(
                b -> b.maxStaleness(Duration.ofSeconds(2))
                        .defaultTtl(Duration.ofMinutes(2))
                        .redisKeyPrefix("two"),
                b -> b.configuration(file),
                b -> b.environment(variables));
        for (int first = 0; first < sources.size(); first++) {
            for (int step = 1; step < sources.size(); step++) {
                MeerkatBuilder builder = builder();
                sources.get(first).accept(builder);
                sources.get((first + step) % 3).accept(builder);
                sources.get((first + 2 * step) % 3).accept(builder);
                MeerkatConfig config = builder.config();

                assertThat(config.times().maxStaleness()).isEqualTo(Duration.ofSeconds(4));
                assertThat(config.defaultTtl()).isEqualTo(Duration.ofMinutes(3));
                assertThat(config.redisKeyPrefix()).isEqualTo("two");
            }
        }
    }

    @Test
    void whatAFrameworkHasReadHoldsAgainstTheFileAndNotAgainstTheEnvironment() {
        MeerkatConfig config = builder()
                .configuration(
                        Map.of(
                                "maxStaleness",
                                "1s",
                                "defaultTtl",
                                "1m",
                                "nearCacheBytes",
                                1_000_000,
                                "collections",
                                Map.of("users", Map.of("ttl", "1m"))),
                        "the application's properties")
                .configuration(file)
                .environment(Map.of("MEERKAT_MAX_STALENESS", "4s"))
                .config();

        assertThat(config.times().maxStaleness()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.defaultTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.limits().nearBytes()).isEqualTo(1_000_000);
        assertThat(config.collections().of(new Namespace("shop", "users")))
                .satisfies(users -> assertThat(users.ttl()).isEqualTo(Duration.ofMinutes(1)))
                .satisfies(users -> assertThat(users.resultBytes()).isEqualTo(3_000));
    }

    @Test
    void fileAndEnvironmentAreReadWhereTheBuilderSaysSo() {
        assertThat(builder()
                        .variables(Map.of("MEERKAT_MAX_STALENESS", "4s"))
                        .config()
                        .times()
                        .maxStaleness())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "OFF", "0", " no "})
    void theVariableThatDisablesIsAlwaysHeeded(String text) {
        Map<String, String> variables = Map.of("MEERKAT_ENABLED", text);

        assertThat(builder().enabled(true).variables(variables).config().enabled())
                .isFalse();
        assertThat(builder().environment(variables).config().enabled()).isFalse();
        assertThat(builder()
                        .enabled(false)
                        .variables(Map.of("MEERKAT_ENABLED", "true"))
                        .config()
                        .enabled())
                .isTrue();
    }

    @Test
    void anEmptyVariableSaysNothing() {
        assertThat(builder()
                        .enabled(false)
                        .environment(Map.of("MEERKAT_ENABLED", "", "MEERKAT_REDIS_URL", " "))
                        .config())
                .extracting(MeerkatConfig::enabled, MeerkatConfig::redisUrl)
                .containsExactly(false, null);
    }

    @Test
    void aUriFromOutsideReplacesTheClientThatWasHandedIn() {
        try (MongoClient client = MongoClients.create()) {
            MeerkatConfig config = Meerkat.builder()
                    .mongoClient(client)
                    .staticAssetDb("metadata")
                    .multiDb(true)
                    .environment(Map.of("MEERKAT_MONGO_URI", "mongodb://elsewhere"))
                    .config();

            assertThat(config.mongoUri()).isEqualTo("mongodb://elsewhere");
            assertThat(config.mongoClient()).isNull();
        }
    }

    @Test
    void allMayComeFromOutside() {
        MeerkatConfig config = Meerkat.builder()
                .environment(Map.ofEntries(
                        Map.entry("MEERKAT_MONGO_URI", "mongodb://ada:pw@db/?replicaSet=rs0"),
                        Map.entry("MEERKAT_STATIC_ASSET_DB", "cache-metadata"),
                        Map.entry("MEERKAT_MULTI_DB", "yes"),
                        Map.entry("MEERKAT_REDIS_URL", "redis://cache"),
                        Map.entry("MEERKAT_REDIS_KEY_PREFIX", "shop"),
                        Map.entry("MEERKAT_DEFAULT_TTL", "1h30m"),
                        Map.entry("MEERKAT_MAX_STALENESS", "PT2S"),
                        Map.entry("MEERKAT_NEAR_CACHE_BYTES", "1GiB"),
                        Map.entry("MEERKAT_MAX_RESULT_BYTES", "2MB"),
                        Map.entry("MEERKAT_CACHING", "off-if-unavailable"),
                        Map.entry("MEERKAT_DEBUG", "on"),
                        Map.entry("MEERKAT_HTTP_ENDPOINT", "8081"),
                        Map.entry("MEERKAT_COLLECTIONS_OFF", "sessions, app.orders")))
                .config();

        assertThat(config.mongoUri()).isEqualTo("mongodb://ada:pw@db/?replicaSet=rs0");
        assertThat(config.staticAssetDb()).isEqualTo("cache-metadata");
        assertThat(config.multiDb()).isTrue();
        assertThat(config.redisUrl()).isEqualTo("redis://cache");
        assertThat(config.redisKeyPrefix()).isEqualTo("shop");
        assertThat(config.defaultTtl()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.times().maxStaleness()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.limits().nearBytes()).isEqualTo(1L << 30);
        assertThat(config.limits().resultBytes()).isEqualTo(2_000_000);
        assertThat(config.caching()).isEqualTo(Caching.OFF_IF_UNAVAILABLE);
        assertThat(config.debug()).isTrue();
        assertThat(config.httpEndpoint()).isEqualTo(Optional.of(Texts.loopback(8081)));
        assertThat(config.collections().of(new Namespace("any", "sessions")).off())
                .isTrue();
        assertThat(config.collections().of(new Namespace("app", "orders")).off())
                .isTrue();
        assertThat(config.collections().of(new Namespace("shop", "orders")).off())
                .isFalse();
    }

    @Test
    void collectionsAreSetSettingBySetting() {
        MeerkatConfig config = builder()
                .collection("users", c -> c.ttl(Duration.ofMinutes(2)).nearCacheBytes(2_000))
                .collection("users", c -> c.off())
                .collection("users", c -> c.off(false))
                .configuration(file)
                .environment(Map.of("MEERKAT_COLLECTIONS_OFF", "users"))
                .config();

        var users = config.collections().of(new Namespace("shop", "users"));
        assertThat(users.ttl()).as("of the file").isEqualTo(Duration.ofMinutes(3));
        assertThat(users.resultBytes()).as("of the file").isEqualTo(3_000);
        assertThat(users.nearBytes()).as("of the code").isEqualTo(2_000);
        assertThat(users.off()).as("of the environment").isTrue();
    }

    @Test
    void theFullerNameHoldsAgainstTheOther() {
        CollectionRules rules = builder()
                .collection(
                        "users",
                        c -> c.ttl(Duration.ofMinutes(1)).maxResultBytes(100).off())
                .collection("app.users", c -> c.ttl(Duration.ofMinutes(2)).off(false))
                .collection("*.fs.files", c -> c.ttl(Duration.ofMinutes(3)))
                .config()
                .collections();

        var inApp = rules.of(new Namespace("app", "users"));
        assertThat(inApp.ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(inApp.off()).isFalse();
        assertThat(inApp.resultBytes()).as("nothing is said of the one in app").isEqualTo(100);
        assertThat(rules.of(new Namespace("client-abc", "users")).off()).isTrue();
        assertThat(rules.of(new Namespace("client-abc", "users")))
                .as("one object, and so one near tier, for all tenants")
                .isSameAs(rules.of(new Namespace("client-def", "users")));
        assertThat(rules.of(new Namespace("fs", "files")).ttl()).isNull();
        assertThat(rules.of(new Namespace("app", "fs.files")).ttl()).isEqualTo(Duration.ofMinutes(3));
        assertThat(rules.of(new Namespace("app", "others")).off()).isFalse();
    }
}
