package dev.meerkat.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.AuditVerdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthTest {

    private final ObservedProcess process = new ObservedProcess();

    @Test
    void itIsStartingUntilAllChangesAreKnown() {
        Health health = Health.of(process);

        assertThat(health.status()).isEqualTo(Status.STARTING);
        assertThat(health.reason()).contains("not yet known");
        assertThat(health.serving()).isFalse();
        assertThat(health.gate()).isEqualTo(GateState.SHUT);
        assertThat(health.freshness()).isEmpty();
        assertThat(health.lag()).isEmpty();
    }

    @Test
    void itIsUpWhileTheGateIsOpen() {
        process.upTo(100);
        process.ticker.pass(Duration.ofSeconds(2));

        Health health = Health.of(process);

        assertThat(health.status()).isEqualTo(Status.UP);
        assertThat(health.reason()).isEmpty();
        assertThat(health.serving()).isTrue();
        assertThat(health.enabled()).isTrue();
        assertThat(health.gate()).isEqualTo(GateState.OPEN);
        assertThat(health.freshness()).contains(Duration.ofSeconds(2));
        assertThat(health.lag()).contains(Duration.ZERO);
        assertThat(health.timeShut()).isZero();
    }

    @Test
    void aShutGateIsToldWithItsAgeAndTheBound() {
        process.upTo(100);
        process.ticker.pass(Duration.ofMillis(7200));

        Health health = Health.of(process);

        assertThat(health.status()).isEqualTo(Status.SHUT);
        assertThat(health.reason()).contains("7.2 s ago", "the bound is 5.0 s").doesNotContain("Redis");
        assertThat(health.serving()).isFalse();
        assertThat(health.timeShut()).isEqualTo(Duration.ofMillis(2200));
    }

    @Test
    void withoutTheRedisThatWasAskedForItIsDegraded() {
        process.upTo(100);
        process.redis = RedisState.DOWN;

        assertThat(Health.of(process).status()).isEqualTo(Status.DEGRADED);
        assertThat(Health.of(process).reason()).contains("Redis does not answer");
        assertThat(Health.of(process).serving()).isTrue();

        process.ticker.pass(Duration.ofSeconds(6));
        assertThat(Health.of(process).status()).isEqualTo(Status.SHUT);
        assertThat(Health.of(process).reason()).contains("Redis does not answer");
    }

    @Test
    void whereTheSharedLogStandsStillItIsDegraded() {
        process.upTo(100);
        process.solo = true;

        assertThat(Health.of(process).solo()).isTrue();
        assertThat(Health.of(process).status()).isEqualTo(Status.DEGRADED);
        assertThat(Health.of(process).reason()).contains("watches MongoDB for itself");
        assertThat(Health.of(process).serving()).isTrue();
    }

    @Test
    void whereTheAuditFoundABrokenPromiseItIsDegraded() {
        process.upTo(100);
        process.redis = RedisState.DOWN;
        process.audit = new AuditStatistics(
                Map.of(AuditVerdict.UNEXPLAINED, 1L, AuditVerdict.STALE_PAST_BOUND, 2L, AuditVerdict.STALE, 7L),
                Duration.ofSeconds(9));

        assertThat(Health.of(process).status()).isEqualTo(Status.DEGRADED);
        assertThat(Health.of(process).reason()).contains("found 3 served results", "Redis does not answer");
        assertThat(Health.of(process).broken()).isEqualTo(3);
        assertThat(Health.of(process).serving()).isTrue();

        process.audit = new AuditStatistics(Map.of(AuditVerdict.STALE, 7L), Duration.ofSeconds(2));
        process.redis = RedisState.UP;
        assertThat(Health.of(process).status()).isEqualTo(Status.UP);
    }

    @Test
    void switchedOffItSaysWhyWhateverElseIsWrong() {
        process.off = "switched off by MEERKAT_ENABLED=false";
        process.redis = RedisState.DOWN;

        Health health = Health.of(process);

        assertThat(health.status()).isEqualTo(Status.OFF);
        assertThat(health.reason()).isEqualTo("switched off by MEERKAT_ENABLED=false");
        assertThat(health.enabled()).isFalse();
        assertThat(Health.of(process.upTo(100)).serving()).isFalse();
    }

    @Test
    void theRestIsAsTheProcessSays() {
        process.upTo(1000L << 32);
        process.gate.heard(1003L << 32);
        process.watching = true;
        process.term = 17;
        process.events = 5;
        process.holes = 2;
        process.redis = RedisState.UP;

        Health health = Health.of(process);

        assertThat(health.watching()).isTrue();
        assertThat(health.leader()).isTrue();
        assertThat(health.term()).isEqualTo(17);
        assertThat(health.events()).isEqualTo(5);
        assertThat(health.holes()).isEqualTo(2);
        assertThat(health.redis()).isEqualTo(RedisState.UP);
        assertThat(health.lag()).contains(Duration.ofSeconds(3));
        assertThat(ChangeStreamHealth.of(health))
                .isEqualTo(new ChangeStreamHealth(true, true, true, 17, health.lag(), health.freshness(), 5, 2));
    }

    @Test
    void whoFollowsDoesNotLead() {
        assertThat(Health.of(process).leader()).isFalse();
        assertThat(Health.of(process).term()).isZero();
    }
}
