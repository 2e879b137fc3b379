package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.LogStoreContract.Inbox;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.XAddParams;

final class RedisCacheTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private static EmbeddedRedis redis;
    private static RedisClient client;
    private RedisCache cache;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
        client = RedisClient.create("127.0.0.1", redis.port());
    }

    @AfterAll
    static void stopRedis() {
        client.close();
        redis.close();
    }

    @BeforeEach
    void open() {
        client.flushAll();
        cache = RedisCache.connect(RedisOptions.of(redis.url(), "app", "e1").withLimits(Patience.LIMITS));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void valuesHaveTheirPrefixEpochAndLifetime() {
        Patience.putUntilFound(cache, KEY, VALUE);

        assertThat(client.keys("*")).containsExactly("app:e1:v:key");
        assertThat(client.pttl("app:e1:v:key")).isBetween(1L, LONG.toMillis());
    }

    @Test
    void aLifetimeOfAgesIsNoError() {
        cache.remoteTier().put(KEY, VALUE, Duration.ofSeconds(Long.MAX_VALUE));

        await().atMost(Patience.SOON).until(() -> cache.remoteTier().get(KEY) != null);
        assertThat(client.pttl("app:e1:v:key")).isPositive();
    }

    @Test
    void anotherEpochAndAnotherPrefixSeeNothingOfIt() throws PortException {
        Patience.putUntilFound(cache, KEY, VALUE);
        cache.logStore().append(RecordId.parse("1-1"), VALUE);

        for (RedisOptions other :
                List.of(RedisOptions.of(client, "app", "e2"), RedisOptions.of(client, "app2", "e1"))) {
            try (RedisCache foreign = RedisCache.connect(other)) {
                assertThat(foreign.remoteTier().get(KEY)).isNull();
                assertThat(foreign.logStore().top()).isNull();
                assertThat(foreign.logStore().read(null, 10)).isEmpty();
            }
        }
    }

    @Test
    void aForeignThingUnderOurKeyIsAMissToldOnceAndRedisStaysInUse() {
        try (LogCapture log = new LogCapture()) {
            client.lpush("app:e1:v:key", "a list");
            for (int i = 0; i < 10; i++) {
                assertThat(cache.remoteTier().get(KEY)).isNull();
            }

            assertThat(log.own(Level.WARN)).hasSize(1);
            assertThat(log.own(Level.WARN).get(0)).contains("miss").contains("WRONGTYPE");
            assertThat(cache.statistics().available()).isTrue();
            assertThat(cache.statistics().failures()).isEqualTo(10);
        }
    }

    @Test
    void theTopIsKnownWhenItsRecordIsGone() throws PortException {
        LogStore store = cache.logStore();
        store.append(RecordId.parse("3-7"), VALUE);
        client.xtrim("app:e1:log", 0, false);

        assertThat(store.read(null, 10)).isEmpty();
        assertThat(store.top()).isEqualTo(RecordId.parse("3-7"));
        assertThatThrownBy(() -> store.append(RecordId.parse("3-7"), VALUE)).isInstanceOf(LogRefusedException.class);
        store.append(RecordId.parse("3-8"), VALUE);
    }

    @Test
    void theLogIsTrimmed() throws PortException {
        for (int i = 1; i <= 10_500; i++) {
            cache.logStore().append(new RecordId(1, i), VALUE);
        }

        assertThat(client.xlen("app:e1:log")).isBetween(10_000L, 10_200L);
        assertThat(cache.logStore().top()).isEqualTo(new RecordId(1, 10_500));
        assertThat(cache.logStore().read(null, 1).get(0).id().sequence()).isGreaterThan(1);
    }

    @Test
    void aForeignThingUnderTheLogsKeyIsSaidToBeSo() {
        client.set("app:e1:log", "a string");

        assertThatThrownBy(() -> cache.logStore().append(RecordId.parse("1-1"), VALUE))
                .isExactlyInstanceOf(PortException.class)
                .hasMessageContaining("WRONGTYPE");
        assertThatThrownBy(() -> cache.logStore().top()).isExactlyInstanceOf(PortException.class);
        assertThatThrownBy(() -> cache.logStore().read(null, 1)).isExactlyInstanceOf(PortException.class);
    }

    @Test
    void aForeignEntryInTheLogIsSaidToBeSo() {
        client.xadd("app:e1:log", XAddParams.xAddParams().id(5, 0), Map.of("a", "b"));

        assertThatThrownBy(() -> cache.logStore().top()).isExactlyInstanceOf(PortException.class);
        assertThatThrownBy(() -> cache.logStore().read(null, 1)).isExactlyInstanceOf(PortException.class);
    }

    @Test
    void aForeignMessageOnTheChannelIsPassedOver() {
        Inbox inbox = new Inbox();
        try (Subscription subscription = cache.logStore().subscribe(inbox)) {
            await().atMost(Patience.SOON).until(() -> inbox.gaps() >= 1);
            client.publish("app:e1:records", "hello");
            client.publish("app:e1:records", "");
            client.publish("app:e1:records".getBytes(UTF_8), new byte[16]);
            await().atMost(Patience.SOON).untilAsserted(() -> {
                cache.logStore().publish(RecordId.parse("1-1"), VALUE);
                assertThat(inbox.records).isNotEmpty();
            });
        }
        assertThat(inbox.records).extracting(StoredRecord::id).containsOnly(RecordId.parse("1-1"));
        assertThat(inbox.gaps()).isEqualTo(1);
    }

    @Test
    void aSubscriberThatThrowsIsSentTheNextRecord() {
        List<RecordId> seen = new CopyOnWriteArrayList<>();
        LogStore.Subscriber failing = new LogStore.Subscriber() {
            @Override
            public void onRecord(StoredRecord stored) {
                seen.add(stored.id());
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onGap() {
                throw new IllegalStateException("on purpose");
            }
        };
        try (LogCapture log = new LogCapture();
                Subscription subscription = cache.logStore().subscribe(failing)) {
            await().atMost(Patience.SOON).untilAsserted(() -> {
                cache.logStore().publish(RecordId.parse("1-1"), VALUE);
                cache.logStore().publish(RecordId.parse("1-2"), VALUE);
                assertThat(seen).contains(RecordId.parse("1-1"), RecordId.parse("1-2"));
            });
        }
    }

    @Test
    void aSubscriptionMayBeClosedByItsOwnSubscriber() {
        List<Subscription> own = new CopyOnWriteArrayList<>();
        List<RecordId> seen = new CopyOnWriteArrayList<>();
        own.add(cache.logStore().subscribe(new LogStore.Subscriber() {
            @Override
            public void onRecord(StoredRecord stored) {
                seen.add(stored.id());
                own.get(0).close();
            }

            @Override
            public void onGap() {}
        }));

        await().atMost(Patience.SOON).untilAsserted(() -> {
            cache.logStore().publish(RecordId.parse("1-1"), VALUE);
            assertThat(seen).isNotEmpty();
        });
        await().atMost(Patience.SOON)
                .until(() -> threads().isEmpty() || threads().equals(Set.of("meerkat-redis-put")));
        assertThat(seen).hasSize(1);
    }

    @Test
    void closingEndsEveryThreadAndMayBeDoneTwice() {
        cache.logStore().subscribe(new Inbox());
        cache.logStore().subscribe(new Inbox());
        Patience.putUntilFound(cache, KEY, VALUE);
        await().atMost(Patience.SOON)
                .until(() -> threads()
                        .equals(Set.of("meerkat-redis-put", "meerkat-redis-subscription", "meerkat-redis-listener")));

        cache.close();
        cache.close();

        await().atMost(Patience.SOON).until(() -> threads().isEmpty());
        await().atMost(Patience.SOON).until(() -> !clients().contains("name=meerkat"));
    }

    @Test
    void afterClosingReadsAreMissesAndTheLogIsAway() {
        cache.close();

        assertThat(cache.remoteTier().get(KEY)).isNull();
        cache.remoteTier().put(KEY, VALUE, LONG);
        assertThatThrownBy(() -> cache.logStore().top()).isInstanceOf(PortException.class);
        cache.logStore().subscribe(new Inbox()).close();
        await().atMost(Patience.SOON).until(() -> threads().isEmpty());
    }

    @Test
    void aClientThatWasHandedInStaysOpenAndGetsItsConnectionBack() {
        try (RedisCache borrowing = RedisCache.connect(RedisOptions.of(client, "app", "e1"))) {
            Inbox inbox = new Inbox();
            borrowing.logStore().subscribe(inbox);
            await().atMost(Patience.SOON).until(() -> inbox.gaps() >= 1);
            Patience.putUntilFound(borrowing, KEY, VALUE);
            await().atMost(Patience.SOON) // what stored the value gives its connection back, too
                    .until(() -> client.getPool().getNumActive() == 1);
        }

        await().atMost(Patience.SOON).until(() -> client.getPool().getNumActive() == 0);
        assertThat(client.get("app:e1:v:key")).isEqualTo("value");
        for (int i = 0; i < 20; i++) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aLentConnectionComesBackWithoutAReplyLeftInIt() {
        try (RedisCache borrowing = RedisCache.connect(RedisOptions.of(client, "app", "e1"))) {
            for (int i = 0; i < 300; i++) {
                Subscription subscription = borrowing.logStore().subscribe(new Inbox());
                LockSupport.parkNanos(i * 10_000L);
                subscription.close();
                assertThat(client.incr("app:count")).isEqualTo(i + 1);
            }
        }
        await().atMost(Patience.SOON).until(() -> client.getPool().getNumActive() == 0);
    }

    @Test
    void anInterruptedReaderMissesAndStaysInterrupted() {
        Patience.putUntilFound(cache, KEY, VALUE);
        for (int i = 0; i < 10; i++) {
            Thread.currentThread().interrupt();
            byte[] found = cache.remoteTier().get(KEY);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(found)
                    .satisfiesAnyOf(
                            it -> assertThat(it).isNull(), it -> assertThat(it).isEqualTo(VALUE));
        }
        assertThat(cache.statistics().available()).isTrue();
        assertThat(cache.statistics().failures()).isZero();
        assertThat(cache.remoteTier().get(KEY)).isEqualTo(VALUE);
    }

    @Test
    void allKeysOfThePrefixCanBeDeletedAndNoOthers() throws PortException {
        for (int i = 0; i < 3000; i++) {
            client.set("app:e" + i % 3 + ":v:" + i, "x");
        }
        cache.logStore().append(RecordId.parse("1-1"), VALUE);
        client.set("application", "x");
        client.set("other:app:", "x");

        assertThat(cache.deleteAllKeysByScanning()).isEqualTo(3001);
        assertThat(client.keys("*")).containsExactlyInAnyOrder("application", "other:app:");
    }

    @Test
    void aPingIsAnswered() throws PortException {
        cache.ping();
    }

    private static String clients() {
        return new String((byte[]) client.executeCommand(new CommandArguments(Command.CLIENT).add("LIST")), UTF_8);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("meerkat"))
                .collect(Collectors.toSet());
    }
}
