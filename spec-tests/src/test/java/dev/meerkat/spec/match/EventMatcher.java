package dev.meerkat.spec.match;

import dev.meerkat.spec.entity.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What a client is expected to be seen to do. Behind a wrapped client reads may send no command, and the cache sends some of
 * its own: there only commands that write are compared, and those that open change streams.
 */
public final class EventMatcher {

    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "bulkWrite",
            "commitTransaction",
            "abortTransaction",
            "create",
            "drop",
            "dropDatabase",
            "createIndexes",
            "dropIndexes",
            "collMod",
            "renameCollection");

    private final ValueMatcher values;
    private final boolean wrapped;

    /** @param wrapped whether the client is wrapped */
    public EventMatcher(ValueMatcher values, boolean wrapped) {
        this.values = values;
        this.wrapped = wrapped;
    }

    /** Throws where one entry of {@code expectEvents} doesn't match. */
    public void match(BsonDocument expectation, List<Event> all, Set<String> observed) {
        String kind =
                expectation.getString("eventType", new BsonString("command")).getValue();
        if (wrapped && !kind.equals("command")) {
            return;
        }
        List<BsonDocument> expected = expectation.getArray("events").stream()
                .map(BsonValue::asDocument)
                .filter(event -> !wrapped || isOfWrite(event))
                .toList();
        List<Event> actual = all.stream()
                .filter(event -> event.kind().equals(kind) && observed.contains(event.name()))
                .filter(event -> !wrapped || isWrite(event.command(), event.content()))
                .toList();
        String client = expectation.getString("client").getValue();
        boolean more =
                expectation.getBoolean("ignoreExtraEvents", BsonBoolean.FALSE).getValue();
        if (more ? actual.size() < expected.size() : actual.size() != expected.size()) {
            throw new Mismatch(
                    "events of " + client + ": expected " + expected.size() + " " + names(expected) + ", got "
                            + actual.size() + " "
                            + actual.stream()
                                    .map(event -> event.name() + " " + event.command())
                                    .toList());
        }
        for (int i = 0; i < expected.size(); i++) {
            match(expected.get(i), actual.get(i), "events of " + client + "[" + i + "]");
        }
    }

    private static List<String> names(List<BsonDocument> expected) {
        return expected.stream()
                .map(event -> event.getFirstKey() + " " + command(event))
                .toList();
    }

    /** Whether an event is the one described. */
    public boolean matches(BsonDocument expected, Event actual) {
        try {
            match(expected, actual, "event");
            return true;
        } catch (Mismatch other) {
            return false;
        }
    }

    private void match(BsonDocument expected, Event actual, String where) {
        String name = expected.getFirstKey();
        if (!name.equals(actual.name())) {
            throw new Mismatch(where + ": expected " + name + ", got " + actual.name());
        }
        for (Map.Entry<String, BsonValue> field : expected.getDocument(name).entrySet()) {
            values.match(
                    field.getValue(), actual.content().get(field.getKey()), where + "." + name + "." + field.getKey());
        }
    }

    /** Whether it is of a command that writes, or opens a change stream. */
    public static boolean isOfWrite(BsonDocument expected) {
        return isWrite(command(expected), expected.getDocument(expected.getFirstKey()));
    }

    /** Whether it is of another command. */
    public static boolean isOfRead(BsonDocument expected) {
        return expected.getFirstKey().startsWith("command") && !isOfWrite(expected);
    }

    private static String command(BsonDocument expected) {
        BsonDocument content = expected.getDocument(expected.getFirstKey());
        if (content.isString("commandName")) {
            return content.getString("commandName").getValue();
        }
        BsonDocument command = content.getDocument("command", new BsonDocument());
        return command.isEmpty() ? "" : command.getFirstKey();
    }

    private static boolean isWrite(String command, BsonDocument content) {
        return WRITES.contains(command)
                || (command.equals("aggregate")
                        && content.getDocument("command", new BsonDocument()).isArray("pipeline")
                        && content.getDocument("command").getArray("pipeline").stream()
                                .anyMatch(EventMatcher::isWritingStage));
    }

    private static boolean isWritingStage(BsonValue stage) {
        return stage.isDocument()
                && (stage.asDocument().containsKey("$out")
                        || stage.asDocument().containsKey("$merge")
                        || stage.asDocument().containsKey("$changeStream"));
    }
}
