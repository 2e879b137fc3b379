package dev.meerkat.embedded.golden;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** One line of the recording: a command with its answer, a command that prepares, or the reading of a stream. */
record Step(String section, int number, BsonDocument line) {

    static Step of(BsonDocument line) {
        return new Step(
                line.getString("section").getValue(), line.getInt32("step").getValue(), withAskedCursors(line));
    }

    /**
     * A killCursors reply holds the ids that cursors had when it was recorded: in their place stand those that the
     * command names.
     */
    private static BsonDocument withAskedCursors(BsonDocument line) {
        BsonDocument run = line.getDocument("run", new BsonDocument());
        if (run.containsKey("killCursors") && line.containsKey("reply")) {
            BsonDocument reply = line.getDocument("reply");
            BsonArray asked = run.getArray("cursors");
            if (reply.getArray("cursorsKilled", new BsonArray()).size() == asked.size()) {
                reply.put("cursorsKilled", asked);
            }
        }
        return line;
    }

    /** Whether it runs a command; else it reads a stream. */
    boolean isCommand() {
        return line.containsKey("run");
    }

    /** Whether nothing of it is compared. */
    boolean isSetup() {
        return line.containsKey("setup");
    }

    String database() {
        return line.getString("db").getValue();
    }

    BsonDocument command() {
        return line.getDocument("run");
    }

    /** What the real server answered; of a stream that is read, all that was seen there. */
    BsonDocument expected() {
        return isCommand() ? line.getDocument("reply") : line;
    }

    /** The name under which a later step reads the stream that this one opens. */
    @Nullable
    String opens() {
        String name = line.getString("name", new BsonString("")).getValue();
        return name.startsWith("open ") ? name.substring("open ".length()) : null;
    }

    /** The name of the stream that is read. */
    String stream() {
        return line.getString("drain").getValue();
    }

    /** How many events to read at least. */
    int count() {
        return line.getInt32("count", new BsonInt32(0)).getValue();
    }

    /** Names for parts of the answer, by JSON pointers. */
    BsonDocument bindings() {
        return line.getDocument("bind", new BsonDocument());
    }

    /** Names for resume tokens of a stream that was read. */
    BsonDocument tokenBindings() {
        return line.getDocument("bindTokens", new BsonDocument());
    }

    @Override
    public String toString() {
        return section + " " + number;
    }
}
