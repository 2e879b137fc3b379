package dev.meerkat.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint, over HTTP. */
final class HttpEndpointTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ObservedProcess process = new ObservedProcess();
    private final HttpEndpoint endpoint = open(0);

    private HttpEndpoint open(int port) {
        return HttpEndpoint.open(port, () -> Health.of(process), new MeerkatMeters(process, "meerkat"));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void healthIsJsonWithTheseFieldsInThisOrder() throws Exception {
        process.upTo(1000L << 32);
        process.watching = true;
        process.term = 17;
        process.events = 5;
        process.redis = RedisState.UP;
        process.ticker.pass(Duration.ofMillis(40));

        HttpResponse<String> response = get("/api/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo(
                        "{\"status\":\"UP\",\"reason\":\"\",\"enabled\":true,\"serving\":true,\"isWatching\":true,\"solo\":false,"
                                + "\"leader\":true,\"term\":17,\"gate\":\"OPEN\",\"freshnessMillis\":40,\"timeShutMillis\":0,"
                                + "\"lagMillis\":0,\"redis\":\"UP\",\"events\":5,\"holes\":0,\"broken\":0}");
    }

    @Test
    void itsCodeIs503WhileResultsAreToBeServedAndAreNot() throws Exception {
        HttpResponse<String> starting = get("/api/health");
        assertThat(starting.statusCode()).isEqualTo(503);
        assertThat(json(starting).get("status").asString()).isEqualTo("STARTING");
        assertThat(json(starting).get("freshnessMillis").isNull()).isTrue();
        assertThat(json(starting).get("lagMillis").isNull()).isTrue();

        process.upTo(100);
        assertThat(get("/api/health").statusCode()).isEqualTo(200);

        process.redis = RedisState.DOWN;
        HttpResponse<String> degraded = get("/api/health");
        assertThat(degraded.statusCode()).isEqualTo(200);
        assertThat(json(degraded).get("status").asString()).isEqualTo("DEGRADED");

        process.ticker.pass(Duration.ofSeconds(6));
        HttpResponse<String> shut = get("/api/health");
        assertThat(shut.statusCode()).isEqualTo(503);
        assertThat(json(shut).get("status").asString()).isEqualTo("SHUT");
        assertThat(json(shut).get("reason").asString()).contains("6.0 s ago");

        process.off = "switched off";
        HttpResponse<String> off = get("/api/health");
        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(json(off).get("status").asString()).isEqualTo("OFF");
        assertThat(json(off).get("reason").asString()).isEqualTo("switched off");
    }

    @Test
    void changeStreamsHaveAPageOfTheirOwnThatIsAlways200() throws Exception {
        HttpResponse<String> response = get("/api/health/change-streams");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"enabled\":true,\"isWatching\":false,\"leader\":false,\"term\":0,\"lagMillis\":null,"
                        + "\"freshnessMillis\":null,\"events\":0,\"holes\":0}");
    }

    @Test
    void metersAreInPrometheusText() throws Exception {
        process.upTo(100);
        process.read(1);
        process.read(1);

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body().lines())
                .contains(
                        "cache_gets_total{cache=\"meerkat\",result=\"hit\"} 1.0",
                        "meerkat_reads_total{cache=\"meerkat\",outcome=\"hit\",tier=\"near\"} 1.0",
                        "meerkat_reads_total{cache=\"meerkat\",outcome=\"filled\",tier=\"mongodb\"} 1.0",
                        "meerkat_bypasses_total{cache=\"meerkat\",reason=\"session\"} 0.0",
                        "meerkat_loads_seconds_count{cache=\"meerkat\",result=\"complete\"} 1",
                        "meerkat_invalidations_total{cache=\"meerkat\",cached=\"false\"} 0.0",
                        "meerkat_gate_open{cache=\"meerkat\"} 1.0",
                        "meerkat_gate_shut_time_seconds_total{cache=\"meerkat\"} 0.0",
                        "meerkat_freshness_seconds{cache=\"meerkat\"} 0.0",
                        "meerkat_watermark_lag_seconds{cache=\"meerkat\"} 0.0",
                        "meerkat_near_entries{cache=\"meerkat\"} 1.0",
                        "meerkat_leader_term{cache=\"meerkat\"} 0.0",
                        "meerkat_log_holes_total{cache=\"meerkat\"} 0.0");
    }

    @Test
    void whoAcceptsOpenMetricsGetsThem() throws Exception {
        HttpRequest request = request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
                .build();

        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(response.body()).contains("meerkat_gate_open{").endsWith("# EOF\n");
    }

    @Test
    void anyOtherPathIs404AndSaysWhereThereIsSomething() throws Exception {
        for (String path : List.of("/", "/api", "/api/health/", "/api/healthy", "/metrics/x")) {
            HttpResponse<String> response = get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(json(response).get("paths").values().stream().map(JsonNode::asString))
                    .containsExactly("/api/health", "/api/health/change-streams", "/metrics");
        }
    }

    @Test
    void aQueryInTheAddressDoesNotMatter() throws Exception {
        assertThat(get("/api/health/change-streams?verbose=1").statusCode()).isEqualTo(200);
    }

    @Test
    void otherMethodsAre405() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            HttpResponse<String> response = CLIENT.send(
                    request("/api/health")
                            .method(method, BodyPublishers.ofString("x"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void headHasTheCodeWithoutTheBody() throws Exception {
        HttpResponse<String> response = CLIENT.send(
                request("/api/health").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aPageThatCanNotBeMadeIs500AndTheNextOneWorks() throws Exception {
        try (HttpEndpoint failing = HttpEndpoint.open(
                0,
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                registry -> {})) {
            URI uri = URI.create("http://localhost:" + failing.address().getPort() + "/api/health");

            HttpResponse<String> response =
                    CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("on purpose");
            assertThat(CLIENT.send(
                                    HttpRequest.newBuilder(uri.resolve("/metrics"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void itListensOnLoopbackUnlessToldOtherwise() {
        assertThat(endpoint.address().getAddress().isLoopbackAddress()).isTrue();
        try (HttpEndpoint everywhere = HttpEndpoint.open(
                new InetSocketAddress(0), () -> Health.of(process), new MeerkatMeters(process, "meerkat"))) {
            assertThat(everywhere.address().getAddress().isAnyLocalAddress()).isTrue();
        }
    }

    @Test
    void aPortThatIsTakenIsToldWithWhatToDo() {
        int taken = endpoint.address().getPort();

        assertThatThrownBy(() -> open(taken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(":" + taken)
                .hasMessageContaining("port 0")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aHostThatIsNotKnownIsToldToo() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("no-such-host.invalid", 0);

        assertThatThrownBy(() -> HttpEndpoint.open(unknown, () -> Health.of(process), registry -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageContaining("not known");
    }

    @Test
    void closedItDoesNotAnswerAndLeavesNoThread() throws Exception {
        assertThat(get("/api/health/change-streams").statusCode()).isEqualTo(200);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);

        endpoint.close();
        endpoint.close();

        assertThatThrownBy(() -> get("/api/health")).isInstanceOf(ConnectException.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> threads().isEmpty());
        open(endpoint.address().getPort()).close();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meerkat-http")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .toList();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        InetSocketAddress address = endpoint.address();
        return HttpRequest.newBuilder(URI.create("http://" + address.getHostString() + ":" + address.getPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
