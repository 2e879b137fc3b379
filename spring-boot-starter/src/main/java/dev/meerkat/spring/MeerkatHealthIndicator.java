package dev.meerkat.spring;

import dev.meerkat.Meerkat;
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
        Health.Builder shown = Health.status(new Status(health.status().name(), health.reason()));
        health.fields().forEach((name, value) -> {
            if (value != null && !value.equals("") && !name.equals("status")) {
                shown.withDetail(name, value);
            }
        });
        return shown.build();
    }
}
