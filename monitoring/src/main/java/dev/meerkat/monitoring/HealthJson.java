package dev.meerkat.monitoring;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How health looks from outside. Others read it: the fields' names and units stay what they are. */
final class HealthJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private HealthJson() {}

    static byte[] of(Health health) {
        return MAPPER.writeValueAsBytes(health.fields());
    }

    static byte[] of(ChangeStreamHealth health) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("enabled", health.enabled())
                .put("isWatching", health.isWatching())
                .put("leader", health.leader())
                .put("term", health.term())
                .put("lagMillis", millis(health.lag()))
                .put("freshnessMillis", millis(health.freshness()))
                .put("events", health.events())
                .put("holes", health.holes());
        return MAPPER.writeValueAsBytes(json);
    }

    /** What is wrong with a request, and where there is something to be had. */
    static byte[] error(String message, Iterable<String> paths) {
        ObjectNode json = MAPPER.createObjectNode().put("error", message);
        paths.forEach(json.putArray("paths")::add);
        return MAPPER.writeValueAsBytes(json);
    }

    private static @Nullable Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }
}
