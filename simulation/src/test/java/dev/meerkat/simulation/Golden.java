package dev.meerkat.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What a real server was asked, step by step, and what it answered: the recording that the embedded server is held to. */
final class Golden {

    private static final Path RECORDING =
            Path.of("../embedded/src/test/resources/dev/meerkat/embedded/golden/mongodb-4.2.jsonl");

    private Golden() {}

    /** The names of all sections. */
    static List<String> sections() throws IOException {
        return steps().stream()
                .map(step -> step.getString("section").getValue())
                .distinct()
                .toList();
    }

    /** The steps of one section. */
    static List<BsonDocument> section(String name) throws IOException {
        return steps().stream()
                .filter(step -> step.getString("section").getValue().equals(name))
                .toList();
    }

    private static List<BsonDocument> steps() throws IOException {
        return Files.readAllLines(RECORDING).stream().map(BsonDocument::parse).toList();
    }

    /** Of each event what the protocol asks for; drops that follow one another in their names' order, as any is right. */
    static List<BsonDocument> projected(Iterable<? extends BsonValue> events) {
        List<BsonDocument> result = new ArrayList<>();
        for (BsonValue event : events) {
            BsonDocument projected = new BsonDocument();
            for (String field : List.of("operationType", "ns", "to", "documentKey")) {
                if (event.asDocument().containsKey(field)) {
                    projected.append(field, event.asDocument().get(field));
                }
            }
            result.add(projected);
        }
        for (int from = 0, to; from < result.size(); from = Math.max(to, from + 1)) {
            to = from;
            while (to < result.size() && isDrop(result.get(to))) {
                to++;
            }
            result.subList(from, to).sort(Comparator.comparing(BsonDocument::toJson));
        }
        return result;
    }

    private static boolean isDrop(BsonDocument event) {
        return event.getString("operationType").getValue().equals("drop");
    }
}
