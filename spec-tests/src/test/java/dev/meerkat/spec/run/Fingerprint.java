package dev.meerkat.spec.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Values as texts that can be compared between runs: without ids, times and tokens that a run draws for itself. */
final class Fingerprint {

    private static final Set<String> OF_SERVER = Set.of(
            "$clusterTime",
            "operationTime",
            "electionId",
            "connectionId",
            "lsid",
            "wallTime",
            "topologyVersion",
            "opTime",
            "sizeOnDisk",
            "totalSize",
            "totalSizeMb");

    private final String text;

    /** @param text the case's own text: what it names itself is not drawn */
    Fingerprint(String text) {
        this.text = text;
    }

    String of(@Nullable BsonValue value) {
        if (value == null) {
            return "nothing";
        }
        return switch (value.getBsonType()) {
            case DOCUMENT -> ofDocument(value.asDocument());
            case ARRAY -> value.asArray().stream().map(this::of).collect(Collectors.joining(", ", "[", "]"));
            case OBJECT_ID -> text.contains(value.asObjectId().getValue().toHexString()) ? plain(value) : "<id>";
            case TIMESTAMP -> "<timestamp>";
            case DATE_TIME -> "<date>";
            case BINARY -> value.asBinary().getType() == 4 ? "<uuid>" : plain(value);
            default -> plain(value);
        };
    }

    /** Documents as a set: their ids may be drawn, and then so is their order. */
    String ofAll(List<BsonDocument> documents) {
        return documents.stream().map(this::of).sorted().collect(Collectors.joining(", ", "{", "}"));
    }

    private String ofDocument(BsonDocument document) {
        if (document.containsKey("_data")) {
            return "<token>";
        }
        Map<String, String> fields = new TreeMap<>();
        document.forEach((name, value) -> {
            if (!OF_SERVER.contains(name)) {
                fields.put(name, of(value));
            }
        });
        return fields.toString();
    }

    private static String plain(BsonValue value) {
        return value.isString() ? value.asString().getValue() : new BsonDocument("", value).toJson();
    }
}
