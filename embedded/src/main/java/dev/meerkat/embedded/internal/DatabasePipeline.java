package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.Stream;

/** An aggregation of no collection: its first stage reads the server. */
final class DatabasePipeline {

    private DatabasePipeline() {}

    static Stream<Document> run(Catalog catalog, Call call, List<Document> stages) {
        if (stages.isEmpty()) {
            throw needsSource("an empty pipeline");
        }
        String first = stages.get(0).keySet().iterator().next();
        Stream<Document> source = switch (first) {
            case "$listLocalSessions" -> sessions(catalog, call);
            case "$currentOp" -> operations(call);
            default -> throw needsSource(first);
        };
        return new Pipeline(catalog, call.database(), stages.subList(1, stages.size())).run(source);
    }

    private static Stream<Document> sessions(Catalog catalog, Call call) {
        return call.arguments().fields().get("lsid") instanceof Document session
                ? Stream.of(new Document("_id", session)
                        .append("lastUse", catalog.log().wallTime()))
                : Stream.empty();
    }

    /** The one that asks is the only one: commands run one at a time. */
    private static Stream<Document> operations(Call call) {
        return Stream.of(new Document("type", "op")
                .append("op", "command")
                .append("ns", call.database() + ".$cmd.aggregate")
                .append("active", true));
    }

    private static CommandException needsSource(String what) {
        return CommandException.of(
                73, "InvalidNamespace", "{aggregate: 1} is not valid for '" + what + "'; a collection is required.");
    }
}
