package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.LogStoreContract.Inbox;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.embedded.EmbeddedRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Passwords, users, databases; and that no secret gets out. */
final class RedisAccessTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] VALUE = "value".getBytes(UTF_8);
    private static final String SECRET = "s3cr3t:+@%";
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
                .addObjects("SETUSER", "ann", "on", ">" + SECRET, "~app:*", "&app:*", "+@all"));
    }

    @AfterAll
    static void stopRedis() {
        client.close();
        redis.close();
    }

    @Test
    void aPasswordAndADatabaseAreUsedForAllConnections() {
        works("redis://:" + ENCODED + "@127.0.0.1:" + redis.port() + "/3");
        assertThat(client.get("app:e1:v:key")).isEqualTo("value");
    }

    @Test
    void aUserIsUsedForAllConnections() {
        works("redis://ann:" + ENCODED + "@127.0.0.1:" + redis.port() + "/2");
    }

    private static void works(String url) {
        try (RedisCache cache =
                RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS))) {
            Inbox inbox = new Inbox();
            try (Subscription subscription = cache.logStore().subscribe(inbox)) {
                await().atMost(SOON).untilAsserted(() -> {
                    cache.remoteTier().put(KEY, VALUE, Duration.ofMinutes(1));
                    cache.logStore().publish(RecordId.parse("1-1"), VALUE);
                    assertThat(cache.remoteTier().get(KEY)).isEqualTo(VALUE);
                    assertThat(inbox.records).isNotEmpty();
                });
            }
        }
    }

    @Test
    void tlsVerifiesTheCertificateAndTheNameInIt(@TempDir Path folder) throws Exception {
        try (TlsFront front = new TlsFront(folder, redis.port())) {
            String atName = "rediss://:" + ENCODED + "@localhost:" + front.port() + "/3";
            String atAddress = "rediss://:" + ENCODED + "@127.0.0.1:" + front.port() + "/3";

            assertThatThrownBy(() -> ping(atName)).rootCause().hasMessageContaining("certification path");
            front.trusted(() -> {
                works(atName);
                assertThatThrownBy(() -> ping(atAddress)).rootCause().hasMessageContaining("127.0.0.1");
            });
        }
    }

    private static void ping(String url) throws PortException {
        try (RedisCache cache =
                RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS))) {
            cache.ping();
        }
    }

    @Test
    void aWrongPasswordIsToldEverywhereAndShownNowhere() {
        String url = "redis://ann:wr0ng-" + ENCODED + "@127.0.0.1:" + redis.port();
        try (LogCapture log = new LogCapture();
                RedisCache cache =
                        RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS));
                Subscription subscription = cache.logStore().subscribe(new Inbox())) {
            await().atMost(SOON).until(() -> {
                assertThat(cache.remoteTier().get(KEY)).isNull();
                return !cache.statistics().available();
            });
            await().atMost(SOON).until(() -> log.text().contains("The broadcast of the log was lost"));
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
