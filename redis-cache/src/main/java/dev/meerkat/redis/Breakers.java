package dev.meerkat.redis;

import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A breaker for each part of Redis that may go away by itself. A cluster's node has a range of the 16,384 slots, or a few:
 * so there each range of 1,024 slots has its breaker, and a dead node leaves the other nodes' in peace. Thread-safe.
 */
final class Breakers {

    private static final int FAILURES_UNTIL_PAUSE = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int SLOTS_EACH = 1024;
    private static final int OF_A_CLUSTER = 16;

    private final CircuitBreaker[] parts;

    Breakers(boolean cluster, Ticker ticker) {
        Supplier<CircuitBreaker> breaker =
                () -> new CircuitBreaker(ticker, FAILURES_UNTIL_PAUSE, FIRST_PAUSE, LONGEST_PAUSE);
        parts = Stream.generate(breaker).limit(cluster ? OF_A_CLUSTER : 1).toArray(CircuitBreaker[]::new);
    }

    /** The breaker for this key of Redis. */
    CircuitBreaker of(byte[] key) {
        return parts.length == 1 ? parts[0] : parts[JedisClusterCRC16.getSlot(key) / SLOTS_EACH];
    }

    /** Of these keys, from the first on, one for each breaker that is open. */
    List<byte[]> keysOfOpen(IntFunction<byte[]> keys) {
        Set<CircuitBreaker> open =
                Stream.of(parts).filter(CircuitBreaker::isOpen).collect(Collectors.toCollection(HashSet::new));
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; !open.isEmpty(); i++) {
            byte[] key = keys.apply(i);
            if (open.remove(of(key))) {
                found.add(key);
            }
        }
        return found;
    }

    /** How often one of them opened. */
    long openings() {
        return Stream.of(parts).mapToLong(CircuitBreaker::openings).sum();
    }

    /** The state of the one that is worst off. */
    BreakerState state() {
        BreakerState worst = BreakerState.CLOSED;
        for (CircuitBreaker part : parts) {
            BreakerState state = part.state();
            if (state == BreakerState.OPEN) {
                return state;
            }
            worst = state == BreakerState.HALF_OPEN ? state : worst;
        }
        return worst;
    }
}
