package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BreakersTest {

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void aServerHasOneBreaker() {
        Breakers breakers = new Breakers(false, ticker);

        assertThat(different(breakers)).isEqualTo(1);
    }

    @Test
    void partsOfAClusterHaveTheirOwn() {
        Breakers breakers = new Breakers(true, ticker);
        assertThat(different(breakers)).isEqualTo(16);

        open(breakers.of(key(1)));

        assertThat(breakers.of(key(1)).tryPass()).isFalse();
        assertThat(IntStream.range(0, 500).filter(i -> breakers.of(key(i)).tryPass()))
                .hasSizeBetween(400, 499);
        assertThat(breakers.openings()).isEqualTo(1);
    }

    @Test
    void theStateIsThatOfThePartThatIsWorstOff() {
        Breakers breakers = new Breakers(true, ticker);
        assertThat(breakers.state()).isEqualTo(BreakerState.CLOSED);

        open(breakers.of(key(1)));
        assertThat(breakers.state()).isEqualTo(BreakerState.OPEN);

        ticker.pass(Duration.ofMillis(100));
        assertThat(breakers.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breakers.of(key(1)).tryPass()).isTrue();
        assertThat(breakers.state()).isEqualTo(BreakerState.HALF_OPEN);

        breakers.of(key(1)).succeeded();
        assertThat(breakers.state()).isEqualTo(BreakerState.CLOSED);
    }

    private static void open(CircuitBreaker breaker) {
        while (!breaker.failed()) {
            assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        }
    }

    private static long different(Breakers breakers) {
        return IntStream.range(0, 500)
                .mapToObj(i -> breakers.of(key(i)))
                .distinct()
                .count();
    }

    private static byte[] key(int i) {
        return ("key" + i).getBytes(UTF_8);
    }
}
