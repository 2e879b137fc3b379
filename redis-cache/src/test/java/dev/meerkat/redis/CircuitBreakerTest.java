package dev.meerkat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker =
            new CircuitBreaker(ticker, 3, Duration.ofMillis(100), Duration.ofMillis(350));

    @Test
    void failuresThatAreNotInARowDoNotOpenIt() {
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.failed()).isFalse();
            assertThat(breaker.failed()).isFalse();
            breaker.succeeded();
        }

        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.openings()).isZero();
    }

    @Test
    void enoughFailuresInARowOpenIt() {
        open();

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.tryPass()).isFalse();
        assertThat(breaker.openings()).isEqualTo(1);
    }

    @Test
    void afterThePauseOneCallerPassesAndNoOther() {
        open();
        pass(99);
        assertThat(breaker.tryPass()).isFalse();
        pass(1);

        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.tryPass()).isFalse();
    }

    @Test
    void successClosesItForAll() {
        open();
        pass(100);
        assertThat(breaker.tryPass()).isTrue();

        assertThat(breaker.succeeded()).isTrue();

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.failed()).isFalse();
    }

    @Test
    void eachFailedAttemptDoublesThePauseUpToTheLimit() {
        open();
        for (long pause : new long[] {100, 200, 350, 350}) {
            pass(pause - 1);
            assertThat(breaker.tryPass()).isFalse();
            pass(1);
            assertThat(breaker.tryPass()).isTrue();
            assertThat(breaker.failed()).isFalse();
        }
        assertThat(breaker.openings()).isEqualTo(1);
    }

    @Test
    void lateFailuresOfCallersFromBeforeDoNotProlongThePause() {
        open();
        pass(90);
        breaker.failed();
        breaker.failed();
        pass(10);

        assertThat(breaker.tryPass()).isTrue();
    }

    @Test
    void aSecondOutageBeginsWithAShortPause() {
        open();
        pass(100);
        breaker.tryPass();
        breaker.failed();
        pass(200);
        breaker.tryPass();
        breaker.succeeded();

        open();
        pass(100);

        assertThat(breaker.tryPass()).isTrue();
        assertThat(breaker.openings()).isEqualTo(2);
    }

    private void open() {
        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.failed()).isTrue();
    }

    private void pass(long millis) {
        ticker.pass(Duration.ofMillis(millis));
    }
}
