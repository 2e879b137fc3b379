package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.LogStoreContract.Inbox;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.embedded.EmbeddedRedisCluster;
import dev.meerkat.embedded.EmbeddedRedisSentinel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Passwords, users, databases; and that no secret gets out. */
final class RedisAccessTest {

    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final String SECRET = "s3cr3t:+@%";
    private static final String MASTER_ONLY = "+sentinel|get-master-addr-by-name";
    private static final String ENCODED = "s3cr3t%3A+%40%25";

    private static EmbeddedRedis redis;
    private static RedisClient client;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
        try (RedisClient open = RedisClient.create("127.0.0.1", redis.port())) {
            open.executeCommand(new CommandArguments(Command.CONFIG).addObjects("SET", "requirepass", SECRET));
        }
        client = RedisClient.builder()
                .hostAndPort("127.0.0.1", redis.port())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(SECRET)
                        .database(3)
                        .build())
                .build();
        client.executeCommand(new CommandArguments(Command.ACL)
                .addObjects("SETUSER", "ann", "on", ">" + SECRET)
                .addObjects((Object[]) rights("+select")));
    }

    @AfterAll
    static void stopRedis() {
        client.close();
        redis.close();
    }

    @Test
    void aPasswordAndADatabaseAreUsedForAllConnections() {
        works("redis://:" + ENCODED + "@127.0.0.1:" + redis.port() + "/3");
        assertThat(client.exists("app:e1:v:key0")).isTrue();
    }

    @Test
    void aUserIsUsedForAllConnections() {
        works("redis://ann:" + ENCODED + "@127.0.0.1:" + redis.port() + "/2");
    }

    private static void works(String url) {
        try (RedisCache cache =
                        RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS));
                Traffic traffic = new Traffic(cache)) {
            traffic.awaitWorking();
        }
    }

    @Test
    void usersOfServersAndOfSentinelsAreUsedForAllConnections() {
        EmbeddedRedisSentinel sentinel = Way.Shared.SENTINEL.get();
        sentinel.serverPorts().forEach(port -> addUser(port, "ann", rights()));
        sentinel.sentinelPorts()
                .forEach(port -> addUser(port, "bob", "allchannels", "+ping", "+subscribe", MASTER_ONLY));

        works(sentinel.url().replace("//", "//ann:" + ENCODED + "@") + "?sentinelUser=bob&sentinelPassword=" + ENCODED);
    }

    @Test
    void aUserOfAClusterIsUsedForAllConnections() {
        EmbeddedRedisCluster cluster = Way.Shared.CLUSTER.get();
        cluster.ports().forEach(port -> addUser(port, "ann", rights("+cluster|slots")));

        works(cluster.url().replace("//", "//ann:" + ENCODED + "@"));
    }

    /** Those of the manual. */
    private static String[] rights(String... more) {
        String rule;
        try (Stream<String> page = Files.lines(Path.of("..", "docs", "manual", "operating.md"))) {
            rule = page.filter(line -> line.startsWith("ACL SETUSER"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String own = rule.substring(rule.indexOf("resetkeys")).replace("meerkat:*", "app:*");
        return Stream.concat(Stream.of(own.split(" ")), Stream.of(more)).toArray(String[]::new);
    }

    private static void addUser(int port, String name, String... rights) {
        try (RedisClient open = RedisClient.create("127.0.0.1", port)) {
            open.executeCommand(new CommandArguments(Command.ACL)
                    .addObjects("SETUSER", name, "reset", "on", ">" + SECRET)
                    .addObjects((Object[]) rights));
        }
    }

    @Test
    void tlsVerifiesTheCertificateAndTheNameInIt(@TempDir Path folder) throws Exception {
        Certificate certificate = new Certificate(folder, "dns:localhost");
        try (TlsFront front = new TlsFront(certificate, redis.port())) {
            String atName = "rediss://:" + ENCODED + "@localhost:" + front.port() + "/3";
            String atAddress = "rediss://:" + ENCODED + "@127.0.0.1:" + front.port() + "/3";

            assertThatThrownBy(() -> ping(atName)).rootCause().hasMessageContaining("certification path");
            certificate.trusted(() -> {
                works(atName);
                assertThatThrownBy(() -> ping(atAddress)).rootCause().hasMessageContaining("127.0.0.1");
            });
        }
    }

    @Test
    void sentinelsAndTheirServersMaySpeakTls(@TempDir Path folder) throws Exception {
        Certificate certificate = new Certificate(folder, "ip:127.0.0.1");
        try (EmbeddedRedisSentinel sentinel = EmbeddedRedisSentinel.start(certificate.files())) {
            assertThat(sentinel.url()).startsWith("rediss-sentinel://");
            assertThatThrownBy(() -> ping(sentinel.url())).hasMessageContaining("certification path");

            certificate.trusted(() -> works(sentinel.url()));
        }
    }

    @Test
    void aClusterMaySpeakTls(@TempDir Path folder) throws Exception {
        Certificate certificate = new Certificate(folder, "ip:127.0.0.1");
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start(certificate.files())) {
            assertThat(cluster.url()).startsWith("rediss-cluster://");
            assertThatThrownBy(() -> ping(cluster.url())).hasMessageContaining("certification path");

            certificate.trusted(() -> works(cluster.url()));
        }
    }

    private static void ping(String url) throws PortException {
        try (RedisCache cache =
                RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS))) {
            cache.ping();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SINGLE", "SENTINEL", "SENTINELS_SERVER", "CLUSTER"})
    void aWrongPasswordIsToldEverywhereAndShownNowhere(String whose) {
        String wrong = "ann:wr0ng-" + ENCODED + "@";
        String url = switch (whose) {
            case "SINGLE" -> "redis://" + wrong + "127.0.0.1:" + redis.port();
            case "SENTINEL" -> Way.Shared.SENTINEL.get().url() + "?sentinelUser=ann&sentinelPassword=wr0ng-" + ENCODED;
            case "SENTINELS_SERVER" -> Way.Shared.SENTINEL.get().url().replace("//", "//" + wrong);
            default -> Way.Shared.CLUSTER.get().url().replace("//", "//" + wrong);
        };
        try (LogCapture log = new LogCapture();
                RedisCache cache =
                        RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS));
                Subscription subscription = cache.logStore().subscribe(new Inbox())) {
            await().atMost(Patience.SOON).until(() -> {
                assertThat(cache.remoteTier().get(KEY)).isNull();
                return !cache.statistics().available();
            });
            await().atMost(Patience.SOON).until(() -> log.text().contains("The broadcast of the log was lost"));
            StringWriter shown = new StringWriter();
            PrintWriter all = new PrintWriter(shown);
            all.println(cache);
            all.println(cache.remoteTier());
            all.println(cache.logStore());
            assertThatThrownBy(cache::ping)
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("WRONGPASS")
                    .satisfies(thrown -> thrown.printStackTrace(all));
            assertThatThrownBy(() -> cache.logStore().top())
                    .isInstanceOf(PortException.class)
                    .satisfies(thrown -> thrown.printStackTrace(all));
            all.flush();

            assertThat(log.text()).contains("WRONGPASS");
            assertThat(log.text() + shown).doesNotContain("s3cr3t").doesNotContain("wr0ng");
        }
    }
}
