package dev.meerkat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

final class LazyClientTest {

    private final AtomicInteger makings = new AtomicInteger();

    /** It connects to nobody. */
    private RedisClient make() {
        makings.incrementAndGet();
        return RedisClient.create("127.0.0.1", 1);
    }

    @Test
    void aClientIsMadeOnceWhenFirstAskedFor() {
        try (LazyClient<RedisClient> lazy = new LazyClient<>(this::make, Patience.LIMITS)) {
            assertThat(lazy.made()).isNull();

            assertThat(IntStream.range(0, 1000)
                            .parallel()
                            .mapToObj(i -> lazy.get())
                            .distinct()
                            .toList())
                    .containsExactly(lazy.made());
            assertThat(makings).hasValue(1);
        }
    }

    @Test
    void aFailureIsToldAndTheNextWhoAsksTriesAgain() {
        try (LazyClient<RedisClient> lazy = new LazyClient<>(
                () -> {
                    RedisClient client = make();
                    if (makings.get() == 1) {
                        client.close();
                        throw new JedisException("nobody at home");
                    }
                    return client;
                },
                Patience.LIMITS)) {
            assertThatThrownBy(lazy::get)
                    .isInstanceOf(JedisConnectionException.class)
                    .hasMessage("nobody at home");

            assertThat(lazy.get()).isNotNull();
        }
    }

    @Test
    void whoAsksWaitsForALimitedTime() {
        CountDownLatch connected = new CountDownLatch(1);
        try (LazyClient<RedisClient> lazy = new LazyClient<>(
                () -> {
                    awaitUninterruptibly(connected);
                    return make();
                },
                RedisLimits.DEFAULT)) {
            assertThatThrownBy(lazy::get).hasMessageContaining("still being connected");

            connected.countDown();
            await().atMost(Patience.SOON).until(() -> lazy.made() != null);
            assertThat(makings).hasValue(1);
        }
    }

    @Test
    void aDiscardedClientIsReplaced() {
        try (LazyClient<RedisClient> lazy = new LazyClient<>(this::make, Patience.LIMITS)) {
            RedisClient first = lazy.get();
            lazy.discard(first);
            RedisClient second = lazy.get();
            lazy.discard(first);

            assertThat(lazy.get()).isSameAs(second).isNotSameAs(first);
            assertThat(first.getPool().isClosed()).isTrue();
        }
    }

    @Test
    void closingClosesTheClientAndTheOneUnderWay() {
        CountDownLatch closed = new CountDownLatch(1);
        RedisClient late = make();
        LazyClient<RedisClient> lazy = new LazyClient<>(
                () -> {
                    awaitUninterruptibly(closed);
                    return late;
                },
                RedisLimits.DEFAULT);
        assertThatThrownBy(lazy::get).isInstanceOf(JedisConnectionException.class);
        lazy.close();
        closed.countDown();

        await().atMost(Patience.SOON).until(() -> late.getPool().isClosed());
        assertThat(lazy.made()).isNull();
        assertThatThrownBy(lazy::get).hasMessageContaining("closed");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
