package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.meerkat.spec.entity.TestClient;
import dev.meerkat.spec.match.EventMatcher;
import dev.meerkat.spec.match.Mismatch;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bson.BsonDocument;

/** What the runner asserts of what clients are seen to do, and waits for. */
final class EventAssertions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Map<String, Operation<Object>> TABLE = Map.of(
            "waitForEvent",
            write((t, a, s) -> awaitEvent(a, s)),
            "assertEventCount",
            write((t, a, s) -> count(a, s)),
            "assertNumberConnectionsCheckedOut",
            write((t, a, s) -> checkedOut(a, s)),
            "recordTopologyDescription",
            write((t, a, s) -> {
                s.entities().add(a.text("id"), client(a, s).driver().getClusterDescription());
                return Answer.NONE;
            }),
            "assertTopologyType",
            write((t, a, s) -> topology(s.entities().get(a.text("topologyDescription"), ClusterDescription.class), a)),
            "waitForPrimaryChange",
            write((t, a, s) -> {
                ClusterDescription before =
                        s.entities().get(a.text("priorTopologyDescription"), ClusterDescription.class);
                TestClient client = client(a, s);
                a.ignore("timeoutMS");
                await(() -> !primary(client.driver().getClusterDescription()).equals("none")
                        && !primary(client.driver().getClusterDescription()).equals(primary(before)));
                return Answer.NONE;
            }));

    private EventAssertions() {}

    private static TestClient client(Arguments a, Scene scene) {
        return scene.entities().get(a.text("client"), TestClient.class);
    }

    private static void await(BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new Mismatch("What was waited for didn't come within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static long seen(TestClient client, BsonDocument event, Scene scene) {
        EventMatcher matcher = new EventMatcher(scene.values(), scene.isWrapped());
        return client.log().events().stream()
                .filter(actual -> matcher.matches(event, actual))
                .count();
    }

    private static Answer awaitEvent(Arguments a, Scene scene) {
        BsonDocument event = a.document("event");
        long wanted = a.number("count");
        TestClient client = client(a, scene);
        if (scene.isWrapped() && EventMatcher.isOfRead(event)) {
            return Answer.NONE;
        }
        await(() -> seen(client, event, scene) >= wanted);
        return Answer.NONE;
    }

    /** Behind a wrapped client a read may send nothing, and the cache's own commands take connections too. */
    private static Answer count(Arguments a, Scene scene) {
        BsonDocument event = a.document("event");
        long wanted = a.number("count");
        long seen = seen(client(a, scene), event, scene);
        boolean comparable = !scene.isWrapped() || EventMatcher.isOfWrite(event);
        if (comparable && seen != wanted) {
            throw new Mismatch("Expected " + wanted + " of " + event.toJson() + ", there were " + seen);
        }
        return Answer.NONE;
    }

    private static Answer checkedOut(Arguments a, Scene scene) {
        int wanted = a.number("connections");
        int actual = client(a, scene).pool().checkedOut();
        if (actual != wanted) {
            throw new Mismatch("Expected " + wanted + " connections in use, there are " + actual);
        }
        return Answer.NONE;
    }

    private static Answer topology(ClusterDescription description, Arguments a) {
        String wanted = a.text("topologyType");
        String actual = switch (description.getType()) {
            case REPLICA_SET -> primary(description).equals("none") ? "ReplicaSetNoPrimary" : "ReplicaSetWithPrimary";
            case SHARDED -> "Sharded";
            case STANDALONE -> "Single";
            case LOAD_BALANCED -> "LoadBalanced";
            case UNKNOWN -> "Unknown";
        };
        if (!wanted.equals(actual)) {
            throw new Mismatch("Expected topology " + wanted + ", it is " + actual);
        }
        return Answer.NONE;
    }

    private static String primary(ClusterDescription description) {
        return description.getServerDescriptions().stream()
                .filter(ServerDescription::isPrimary)
                .map(server -> server.getAddress().toString())
                .findFirst()
                .orElse("none");
    }
}
