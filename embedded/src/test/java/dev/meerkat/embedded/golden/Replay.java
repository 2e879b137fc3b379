package dev.meerkat.embedded.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** Runs a recording's sections against a server, in their order, and compares the answers. */
final class Replay {

    /**
     * This section was recorded in the second run of the script on one server, and sessions outlive their databases:
     * its answers speak of transactions that the first run had made. So it is run before it is compared.
     */
    private static final Set<String> RUN_TWICE = Set.of("transactions");

    private final RawClient client;
    private final Comparison comparison;

    Replay(RawClient client) {
        this.client = client;
        int version = client.run("admin", new BsonDocument("isMaster", new BsonInt32(1)))
                .getInt32("maxWireVersion")
                .getValue();
        this.comparison = new Comparison(version > Recording.WIRE_VERSION);
    }

    List<SectionResult> run(Recording recording) {
        List<SectionResult> results = new ArrayList<>();
        recording.sections().forEach((name, steps) -> {
            if (RUN_TWICE.contains(name)) {
                drop(recording.databases());
                section(name, steps);
            }
            drop(recording.databases());
            results.add(section(name, steps));
        });
        drop(recording.databases());
        return results;
    }

    private void drop(List<String> databases) {
        databases.forEach(name -> client.run(name, new BsonDocument("dropDatabase", new BsonInt32(1))));
    }

    private SectionResult section(String name, List<Step> steps) {
        Bindings bindings = new Bindings();
        Map<String, OpenStream> streams = new HashMap<>();
        List<Difference> differences = new ArrayList<>();
        int compared = 0;
        for (Step step : steps) {
            BsonDocument answer = step.isCommand() ? command(step, bindings, streams) : drain(step, bindings, streams);
            if (!step.isSetup()) {
                compared++;
                differences.addAll(comparison.compare(step, expected(step, bindings), answer));
            }
        }
        return new SectionResult(name, compared, differences);
    }

    private static BsonDocument expected(Step step, Bindings bindings) {
        if (step.isCommand()) {
            return bindings.in(step.expected());
        }
        BsonDocument expected = new BsonDocument();
        for (String field : List.of("events", "sameClusterTimeAsPrevious", "hasPostBatchResumeToken", "closed")) {
            expected.append(field, step.expected().get(field));
        }
        BsonValue error = step.expected().get("error");
        return error == null ? expected : expected.append("error", error);
    }

    private BsonDocument command(Step step, Bindings bindings, Map<String, OpenStream> streams) {
        BsonDocument answer = client.run(step.database(), bindings.in(step.command()));
        step.bindings()
                .forEach((name, pointer) ->
                        bindings.keep(name, pointer.asString().getValue(), answer));
        String opens = step.opens();
        OpenStream stream = opens == null ? null : OpenStream.of(client, answer);
        if (opens != null && stream != null) {
            streams.put(opens, stream);
        }
        return answer;
    }

    private static BsonDocument drain(Step step, Bindings bindings, Map<String, OpenStream> streams) {
        OpenStream stream =
                Objects.requireNonNull(streams.get(step.stream()), step + " reads a stream that isn't open");
        BsonDocument answer =
                stream.drain(step.count(), step.expected().getArray("events").size());
        BsonArray events = answer.getArray("events");
        step.tokenBindings().forEach((name, which) -> {
            if (which instanceof BsonInt32 index) {
                int at = index.getValue() < 0 ? events.size() + index.getValue() : index.getValue();
                bindings.keep(
                        name,
                        at >= 0 && at < events.size()
                                ? events.get(at).asDocument().get("_id")
                                : null);
            } else {
                bindings.keep(name, stream.token());
            }
        });
        return answer;
    }
}
