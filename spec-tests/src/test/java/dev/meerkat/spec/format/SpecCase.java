package dev.meerkat.spec.format;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A case of a file.
 *
 * @param file where it stands
 * @param content the case itself
 */
public record SpecCase(SpecFile file, BsonDocument content) {

    /** What it is called. */
    public String description() {
        return content.getString("description").getValue();
    }

    /** The file's entities, to be made before the case. */
    public List<BsonDocument> entities() {
        return documents(file.array("createEntities"));
    }

    /** What the collections hold at first. */
    public List<BsonDocument> initialData() {
        return documents(file.array("initialData"));
    }

    /** What it does, in order. */
    public List<BsonDocument> operations() {
        return documents(content.getArray("operations", new BsonArray()));
    }

    /** What its clients are to be seen to do, by client. */
    public List<BsonDocument> expectedEvents() {
        return documents(content.getArray("expectEvents", new BsonArray()));
    }

    /** What the collections are to hold at last. */
    public List<BsonDocument> outcome() {
        return documents(content.getArray("outcome", new BsonArray()));
    }

    /** Why this server doesn't run it, in words that group; null where it does. */
    public @Nullable String refusal(ServerFacts server) {
        if (content.isString("skipReason")) {
            return "the case says so itself";
        }
        if (file.folder().endsWith("valid-fail")) {
            return "a case that fails on purpose: it is of runners";
        }
        if (!file.isOfKnownVersion()) {
            return "the runner doesn't know version " + file.version() + " of the format";
        }
        String refusal = Requirements.refusal(documents(file.array("runOnRequirements")), server);
        return refusal != null
                ? refusal
                : Requirements.refusal(documents(content.getArray("runOnRequirements", new BsonArray())), server);
    }

    /** Whether this server's version, topology and settings are among those that it is for. */
    public boolean isAdmitted(ServerFacts server) {
        return file.isOfKnownVersion()
                && !file.folder().endsWith("valid-fail")
                && Requirements.refusal(documents(file.array("runOnRequirements")), server) == null
                && Requirements.refusal(documents(content.getArray("runOnRequirements", new BsonArray())), server)
                        == null;
    }

    /** Whether something unusual is asked for that this runner doesn't look at. */
    public List<String> unknownParts() {
        List<String> unknown = new ArrayList<>();
        for (String part : content.keySet()) {
            if (part.equals("expectLogMessages") || part.equals("expectTracingMessages")) {
                unknown.add(part);
            }
        }
        return unknown;
    }

    private static List<BsonDocument> documents(BsonArray array) {
        return array.stream().map(BsonValue::asDocument).toList();
    }

    @Override
    public String toString() {
        return file.folder() + "/" + file.name() + ": " + description();
    }
}
