package dev.meerkat.monitoring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What the endpoint has to say under each path. Thread-safe. */
final class Pages {

    static final String HEALTH = "/api/health";
    static final String CHANGE_STREAMS = "/api/health/change-streams";
    static final String METRICS = "/metrics";

    private static final List<String> PATHS = List.of(HEALTH, CHANGE_STREAMS, METRICS);
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TEXT = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    private final Supplier<Health> health;
    private final PrometheusMeterRegistry registry;

    Pages(Supplier<Health> health, PrometheusMeterRegistry registry) {
        this.health = health;
        this.registry = registry;
    }

    /**
     * An answer.
     *
     * @param code HTTP's
     * @param type the body's media type
     */
    record Page(int code, String type, byte[] body) {}

    /**
     * The page under a path.
     *
     * @param accept the media types that are asked for; empty where any will do
     */
    Page page(String path, String accept) {
        return switch (path) {
            case HEALTH -> health();
            case CHANGE_STREAMS -> new Page(200, JSON, HealthJson.of(ChangeStreamHealth.of(health.get())));
            case METRICS -> metrics(accept.contains(OPEN_METRICS) ? OPEN_METRICS_TEXT : PROMETHEUS);
            default -> new Page(404, JSON, HealthJson.error("there is nothing under " + path, PATHS));
        };
    }

    private Page health() {
        Health now = health.get();
        boolean asIntended = now.serving() || now.status() == Status.OFF;
        return new Page(asIntended ? 200 : 503, JSON, HealthJson.of(now));
    }

    private Page metrics(String type) {
        return new Page(200, type, registry.scrape(type).getBytes(StandardCharsets.UTF_8));
    }

    static Page onlyGet() {
        return new Page(405, JSON, HealthJson.error("only GET and HEAD are answered", PATHS));
    }

    static Page failure() {
        return new Page(500, JSON, HealthJson.error("this page can't be made now; the log says why", PATHS));
    }
}
