package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.LogStoreContract.Inbox;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Everything that Meerkat does with Redis. Values are many, so that a cluster has some on each node. */
final class Traffic implements AutoCloseable {

    private static final int VALUES = 50;
    private static final Duration LONG = Duration.ofMinutes(10);

    private final RedisCache cache;
    private final Inbox inbox = new Inbox();
    private final Subscription subscription;

    Traffic(RedisCache cache) {
        this.cache = cache;
        this.subscription = cache.logStore().subscribe(inbox);
    }

    int gaps() {
        return inbox.gaps();
    }

    /** Waits until values are shared, records are appended and read, and the broadcast arrives, all of them new. */
    void awaitWorking() {
        byte[] value = Long.toString(System.nanoTime()).getBytes(UTF_8);
        await().atMost(Patience.SOON)
                .pollDelay(Duration.ZERO)
                .until(() -> IntStream.range(0, VALUES)
                                .filter(i -> !isShared("key" + i, value))
                                .count()
                        == 0);
        byte[] name = ("left-" + System.nanoTime()).getBytes(UTF_8);
        await().atMost(Patience.SOON).untilAsserted(() -> {
            cache.remoteTier().getOrPut(name, value, LONG);
            assertThat(cache.remoteTier().get(name)).isEqualTo(value);
        });
        RecordId id = append(value);
        await().atMost(Patience.SOON).ignoreExceptions().untilAsserted(() -> {
            cache.logStore().publish(id, value);
            assertThat(inbox.records).extracting(record -> record.id()).contains(id);
        });
    }

    private boolean isShared(String key, byte[] value) {
        boolean found = Arrays.equals(cache.remoteTier().get(key.getBytes(UTF_8)), value);
        if (!found) {
            cache.remoteTier().put(key.getBytes(UTF_8), value, LONG);
        }
        return found;
    }

    private RecordId append(byte[] value) {
        return await().atMost(Patience.SOON)
                .ignoreExceptionsInstanceOf(PortException.class)
                .until(
                        () -> {
                            RecordId top = cache.logStore().top();
                            RecordId next = top == null ? new RecordId(1, 1) : top.next();
                            cache.logStore().append(next, value);
                            assertThat(cache.logStore().read(top, 10).get(0).id())
                                    .isEqualTo(next);
                            return next;
                        },
                        next -> next != null);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
