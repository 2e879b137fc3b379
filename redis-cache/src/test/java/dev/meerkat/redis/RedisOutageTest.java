package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.LogStoreContract.Inbox;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Redis stopped, restarted, frozen, never there; with our own connections and with a client that was handed in. */
final class RedisOutageTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final RedisClient client = RedisClient.create("127.0.0.1", redis.port());
    private RedisCache cache = RedisCache.connect(RedisOptions.of(redis.url(), "outage", "e1"));

    private void connect(boolean own) {
        if (!own) {
            cache.close();
            cache = RedisCache.connect(RedisOptions.of(client, "outage", "e1"));
        }
    }

    @AfterEach
    void close() {
        cache.close();
        client.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valuesAreSharedAgainAfterARestart(boolean own) {
        connect(own);
        Patience.putUntilFound(cache, KEY, VALUE);

        redis.stop();
        assertThat(cache.remoteTier().get(KEY)).isNull();
        redis.restart();

        Patience.putUntilFound(cache, KEY, VALUE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theBroadcastComesBackAfterARestartAndTellsTheGap(boolean own) {
        connect(own);
        Inbox inbox = new Inbox();
        try (Subscription subscription = cache.logStore().subscribe(inbox)) {
            await().atMost(Patience.SOON).until(() -> inbox.gaps() >= 1);
            int gaps = inbox.gaps();

            redis.stop();
            redis.restart();

            await().atMost(Patience.SOON).until(() -> inbox.gaps() > gaps);
            await().atMost(Patience.SOON)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> { // a lent pool still holds dead connections
                                cache.logStore().publish(RecordId.parse("1-1"), VALUE);
                                assertThat(inbox.records).isNotEmpty();
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineThatIsOpenButSilentIsNoticed(boolean own) {
        connect(own);
        Inbox inbox = new Inbox();
        try (Subscription subscription = cache.logStore().subscribe(inbox);
                LogCapture log = new LogCapture()) {
            await().atMost(Patience.SOON).until(() -> inbox.gaps() >= 1);
            int gaps = inbox.gaps();

            redis.pause();
            await().atMost(Patience.SOON).until(() -> !log.own(Level.WARN).isEmpty());
            redis.resume();

            await().atMost(Patience.SOON).until(() -> inbox.gaps() > gaps);
        }
    }

    @Test
    void aFrozenRedisIsAskedByFewAndForShort() {
        Patience.putUntilFound(cache, KEY, VALUE);
        redis.pause();

        long began = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            assertThat(cache.remoteTier().get(KEY)).isNull();
        }
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(cache.statistics().available()).isFalse();

        redis.resume();
        await().atMost(Patience.SOON)
                .untilAsserted(() -> assertThat(cache.remoteTier().get(KEY)).isEqualTo(VALUE));
        assertThat(cache.statistics().available()).isTrue();
    }

    @Test
    void thatRedisIsBackIsSeenWithoutAValueBeingAskedFor() {
        Patience.putUntilFound(cache, KEY, VALUE);
        redis.stop();
        await().atMost(Patience.SOON).until(() -> {
            cache.remoteTier().get(KEY);
            return !cache.statistics().available();
        });
        redis.restart();

        await().atMost(Patience.SOON).until(() -> {
            cache.probe();
            return cache.statistics().available();
        });
    }

    @Test
    void putsToAFrozenRedisAreDroppedAndCounted() {
        Patience.putUntilFound(cache, KEY, VALUE);
        redis.pause();

        byte[] large = new byte[1 << 20];
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            cache.remoteTier().put(KEY, large, LONG);
        }
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(cache.statistics().dropped()).isPositive();
    }

    @Test
    void theLogSaysThatItCannotBeReached() {
        redis.stop();

        assertThatThrownBy(() -> cache.logStore().append(RecordId.parse("1-1"), VALUE))
                .isExactlyInstanceOf(PortException.class)
                .hasMessageContaining("1-1");
        assertThatThrownBy(() -> cache.logStore().publish(RecordId.parse("1-1"), VALUE))
                .isExactlyInstanceOf(PortException.class);
        assertThatThrownBy(() -> cache.logStore().read(null, 1)).isExactlyInstanceOf(PortException.class);
        assertThatThrownBy(() -> cache.logStore().top()).isExactlyInstanceOf(PortException.class);
        assertThatThrownBy(() -> cache.ping())
                .isExactlyInstanceOf(PortException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void anOutageIsToldOnceAndItsEndOnce() {
        Patience.putUntilFound(cache, KEY, VALUE);
        try (LogCapture log = new LogCapture()) {
            redis.stop();
            await().atMost(Patience.SOON).until(() -> {
                cache.remoteTier().get(KEY);
                return !cache.statistics().available() && cache.statistics().failures() >= 5;
            });
            int told = log.own(Level.WARN).size();
            assertThat(told).isBetween(1, 3); // a broken line, a refused one
            redis.restart();
            Patience.putUntilFound(cache, KEY, VALUE);

            assertThat(log.own(Level.WARN)).hasSize(told);
            assertThat(log.own(Level.INFO)).containsExactly("Redis answers again.");
        }
    }

    @Test
    void redisMayBeMissingAtTheStart() {
        redis.stop();
        Inbox inbox = new Inbox();
        try (Subscription subscription = cache.logStore().subscribe(inbox)) {
            assertThat(cache.remoteTier().get(KEY)).isNull();
            redis.restart();

            Patience.putUntilFound(cache, KEY, VALUE);
            await().atMost(Patience.SOON).until(() -> inbox.gaps() >= 1);
        }
    }
}
