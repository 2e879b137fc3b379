package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.meerkat.Meerkat;
import dev.meerkat.cache.AuditVerdict;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.Outcome;
import dev.meerkat.monitoring.DecisionLog;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MonitoringPageTest extends ManualTest {

    private static final Page PAGE = Page.named("monitoring");

    @Test
    void healthSaysWhetherResultsAreServedAndWhyNot() {
        await().atMost(Shop.DEADLINE).untilAsserted(() -> {
            // tag::health[]
            Health health = meerkat.health();
            boolean serving = health.serving(); // whether results come from the cache now
            String why = health.status() + " " + health.reason(); // and why they don't
            // end::health[]
            assertThat(health.status()).isEqualTo(Status.UP);
            assertThat(serving).isTrue();
            assertThat(why).isEqualTo("UP ");
        });
        assertThat(PAGE.firstColumn("status"))
                .isEqualTo(Arrays.stream(Status.values()).map(Status::name).toList());
    }

    @Test
    void thePageListsEveryMeter() {
        MeterRegistry registry = new SimpleMeterRegistry();
        // tag::meters[]
        meerkat.meters().bindTo(registry);
        // end::meters[]
        List<String> registered = registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .filter(name -> !name.endsWith(".histogram")) // a timer's buckets, in a registry of this kind
                .distinct()
                .toList();
        assertThat(PAGE.firstColumn("meter")).containsExactlyInAnyOrderElementsOf(registered);
        assertThat(registry.getMeters())
                .allMatch(meter -> "meerkat".equals(meter.getId().getTag("cache")));
    }

    @Test
    void theEndpointAnswersWithTheFieldsOfThePage() throws Exception {
        int port = 0;
        String mongoUri = shop.mongo.uri();
        // tag::endpoint[]
        Meerkat meerkat = Meerkat.builder()
                .mongoUri(mongoUri)
                .staticAssetDb("cache-metadata")
                .multiDb(true)
                .httpEndpoint(port) // of the loopback interface
                .build();
        // end::endpoint[]
        try (Meerkat observed = Shop.serving(meerkat)) {
            InetSocketAddress address = observed.httpEndpoint().orElseThrow();
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            await().atMost(Shop.DEADLINE)
                    .until(() -> get(address, "/api/health").statusCode() == 200);
            HttpResponse<String> health = get(address, "/api/health");
            assertThat(Document.parse(health.body()).keySet()).containsExactlyElementsOf(PAGE.firstColumn("field"));
            HttpResponse<String> streams = get(address, "/api/health/change-streams");
            assertThat(PAGE.firstColumn("field"))
                    .containsAll(Document.parse(streams.body()).keySet());
            assertThat(Document.parse(streams.body()).keySet())
                    .containsExactlyElementsOf(
                            Document.parse(PAGE.block("json")).keySet());
            assertThat(get(address, "/metrics").body()).contains("meerkat_gate_open{cache=\"meerkat\"}");
            observed.disable();
            assertThat(get(address, "/api/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void thePageListsEveryVerdictOfTheAudit() {
        assertThat(PAGE.firstColumn("verdict"))
                .containsExactlyElementsOf(Arrays.stream(AuditVerdict.values())
                        .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aReadIsExplainedWithoutBeingDone() {
        CachedCollection<User> users = meerkat.wrap(users(mongoClient, "shop"));
        await().atMost(Shop.DEADLINE).untilAsserted(() -> {
            users.find(eq("plan", "premium")).into(new ArrayList<>());
            // tag::explain[]
            Explanation explanation = meerkat.explain(users.find(eq("plan", "premium")));
            // end::explain[]
            assertThat(explanation.servedFrom()).contains(Outcome.Tier.NEAR);
            assertThat(explanation.verdict()).isEqualTo("served from the near tier");
            assertThat(explanation.toString().lines().map(line -> line.split(" ", 2)[0]))
                    .containsExactlyElementsOf(PAGE.firstColumn("line"));
        });
        assertThat(meerkat.explain(users.find(eq("plan", "gold"))).servedFrom()).isEmpty();
    }

    @Test
    void theReadsOfABlockAreExplained() {
        WrappingARepositoryTest.UserRepository repository =
                meerkat.wrap(new WrappingARepositoryTest.UserRepository(mongoClient));
        await().atMost(Shop.DEADLINE).untilAsserted(() -> {
            // tag::explain-calls[]
            List<Explanation> reads = meerkat.explain(() -> repository.findByPlan("premium"));
            // end::explain-calls[]
            assertThat(reads)
                    .singleElement()
                    .satisfies(read -> assertThat(read.servedFrom()).contains(Outcome.Tier.NEAR));
        });
    }

    @Test
    void withDebugEachDecisionIsALine() {
        Logger logger = (Logger) LoggerFactory.getLogger(DecisionLog.LOGGER);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        try (Meerkat debugging = Shop.serving(shop.settings().debug(true).build())) {
            CachedCollection<User> users = debugging.wrap(users(mongoClient, "shop"));
            isCached(debugging, () -> users.findById(1));
            strangerRenames(1, "Countess");
            await().atMost(Shop.DEADLINE)
                    .until(() -> users.findById(1).orElseThrow().name().equals("Countess"));
            List<String> logged =
                    lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
            for (String beginning : PAGE.firstColumn("begins with")) {
                if (!beginning.equals("hit shared")
                        && !beginning.equals("miss joined")
                        && !beginning.equals("gate shut")) {
                    assertThat(logged).anyMatch(line -> line.startsWith(beginning));
                }
            }
            assertThat(logged).anyMatch(line -> line.startsWith("change of shop.users") && line.contains("by the log"));
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
