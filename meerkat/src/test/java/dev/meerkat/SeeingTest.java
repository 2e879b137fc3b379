package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.meerkat.monitoring.DecisionLog;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.RedisState;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What can be seen of a process from outside, on and off. */
class SeeingTest {

    private Servers servers;

    @BeforeEach
    void start() {
        servers = new Servers();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthSaysWhetherItServesAndWhyNot() {
        try (Meerkat meerkat = servers.sharing()) {
            Health up = meerkat.health();
            assertThat(up.status()).isEqualTo(Status.UP);
            assertThat(up.redis()).isEqualTo(RedisState.UP);
            await().atMost(Servers.DEADLINE).until(() -> meerkat.health().leader());
            servers.plain.getDatabase("shop").getCollection("users").insertOne(new Document());
            await().atMost(Servers.DEADLINE).until(() -> meerkat.health().events() > 0);
            long events = meerkat.health().events();

            meerkat.disable();

            Health off = meerkat.health();
            assertThat(off.status()).isEqualTo(Status.OFF);
            assertThat(off.reason()).contains("switched off");
            assertThat(off.enabled()).isFalse();
            assertThat(off.watching()).isFalse();
            assertThat(off.leader()).isFalse();
            assertThat(off.events()).as("only ever rises").isGreaterThanOrEqualTo(events);

            meerkat.enable();
            Servers.ready(meerkat);
            assertThat(meerkat.health().events()).isGreaterThanOrEqualTo(events);
        }
        try (Meerkat meerkat = servers.builder().enabled(false).build()) {
            assertThat(meerkat.health().status()).isEqualTo(Status.OFF);
            assertThat(meerkat.health().reason()).contains("disabled by the settings");
            assertThat(meerkat.health().redis()).isEqualTo(RedisState.NONE);
        }
    }

    @Test
    void healthAndMetersAreServedWhereTheSettingsSaySo() throws Exception {
        InetSocketAddress address;
        try (Meerkat meerkat = servers.builder().httpEndpoint(0).build()) {
            address = meerkat.httpEndpoint().orElseThrow();
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            Servers.ready(meerkat);

            assertThat(get(address, "/api/health").statusCode()).isEqualTo(200);
            assertThat(get(address, "/api/health").body()).contains("UP");
            await().atMost(Servers.DEADLINE)
                    .until(() -> get(address(meerkat), "/api/health/change-streams")
                            .body()
                            .contains("\"isWatching\":true"));
            assertThat(get(address, "/metrics").body()).contains("cache_gets_total", "meerkat_gate_open");

            assertThatThrownBy(() ->
                            servers.builder().httpEndpoint(address.getPort()).build())
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("can't listen on");

            meerkat.disable();
            assertThat(get(address, "/api/health").body()).contains("OFF");
            assertThat(get(address, "/api/health").statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> get(address, "/api/health")).isInstanceOf(java.io.IOException.class);
        try (Meerkat meerkat = servers.builder().enabled(false).build()) {
            assertThat(meerkat.httpEndpoint()).as("off unless told").isEmpty();
        }
    }

    private static InetSocketAddress address(Meerkat meerkat) {
        return meerkat.httpEndpoint().orElseThrow();
    }

    @Test
    void metersTellOfOffAndOn() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Meerkat meerkat = servers.alone()) {
            meerkat.meters().bindTo(registry);
            System.gc();
            assertThat(registry.get("meerkat.enabled").gauge().value()).isEqualTo(1);
            meerkat.disable();
            assertThat(registry.get("meerkat.enabled").gauge().value()).isZero();
        }
    }

    @Test
    void withDebugEveryDecisionIsALine() {
        Logger logger = (Logger) LoggerFactory.getLogger(DecisionLog.LOGGER);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        try (Meerkat silent = servers.alone();
                Meerkat meerkat = servers.builder().debug(true).build()) {
            silent.wrap(servers.plain.getDatabase("shop").getCollection("users"))
                    .findById(1);
            assertThat(lines.list).isEmpty();
            CachedCollection<Document> users =
                    meerkat.wrap(servers.plain.getDatabase("shop").getCollection("users"));
            users.insertOne(new Document("_id", 1));
            Servers.ready(meerkat);
            await().atMost(Servers.DEADLINE).until(() -> {
                users.findById(1);
                return lines.list.stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .anyMatch(line -> line.startsWith("hit near"));
            });
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("by own write"))
                    .anyMatch(line -> line.startsWith("gate open"));
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
