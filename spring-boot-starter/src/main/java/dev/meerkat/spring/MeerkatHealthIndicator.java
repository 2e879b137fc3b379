package dev.meerkat.spring;

import dev.meerkat.Meerkat;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows the cache's health. Its statuses but UP are none of Boot's: they count for nothing in the application's, which answers
 * all the same when its cache doesn't, and must not be taken out of its load balancer then.
 */
final class MeerkatHealthIndicator implements HealthIndicator {

    private final Meerkat meerkat;

    MeerkatHealthIndicator(Meerkat meerkat) {
        this.meerkat = meerkat;
    }

    @Override
    public Health health() {
        dev.meerkat.monitoring.Health health = meerkat.health();
        Health.Builder shown = Health.status(new Status(health.status().name(), health.reason()))
                .withDetail("enabled", health.enabled())
                .withDetail("serving", health.serving())
                .withDetail("isWatching", health.watching())
                .withDetail("solo", health.solo())
                .withDetail("leader", health.leader())
                .withDetail("term", health.term())
                .withDetail("gate", health.gate().name())
                .withDetail("timeShutMillis", health.timeShut().toMillis())
                .withDetail("redis", health.redis().name())
                .withDetail("events", health.events())
                .withDetail("holes", health.holes());
        health.freshness().map(Duration::toMillis).ifPresent(age -> shown.withDetail("freshnessMillis", age));
        health.lag().map(Duration::toMillis).ifPresent(lag -> shown.withDetail("lagMillis", lag));
        if (!health.reason().isEmpty()) {
            shown.withDetail("reason", health.reason());
        }
        return shown.build();
    }
}
