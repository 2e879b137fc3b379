package dev.meerkat.spec.run;

import dev.meerkat.spec.format.SpecCase;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * Reads that fill the cache, under a fail point. Where the read that fills it fails, the caller's own one is done: behind a
 * wrapped client a read fails only if it fails twice. So a fail point for some number of commands has to be one for twice as
 * many there, if the case is to see what it sees through the driver.
 */
final class FilledReads {

    private static final Set<String> COMMANDS = Set.of("find", "aggregate", "distinct");
    private static final Set<String> OPERATIONS =
            Set.of("find", "findOne", "aggregate", "distinct", "countDocuments", "createFindCursor");

    private FilledReads() {}

    /** Whether the fail point is for a number of commands, and reads that may fill the cache are all that it meets. */
    static boolean comeNext(SpecCase specCase, BsonDocument failPoint) {
        BsonDocument data = failPoint.getDocument("data", new BsonDocument());
        return failPoint.isDocument("mode")
                && failPoint.getDocument("mode").containsKey("times")
                && data.getArray("failCommands", new BsonArray()).stream()
                        .allMatch(command -> COMMANDS.contains(command.asString().getValue()))
                && specCase.operations().stream().anyMatch(FilledReads::mayFill)
                && specCase.operations().stream()
                        .noneMatch(operation -> arguments(operation).containsKey("session"));
    }

    private static boolean mayFill(BsonDocument operation) {
        String object = operation.getString("object").getValue();
        return object.startsWith("collection")
                && OPERATIONS.contains(operation.getString("name").getValue())
                && arguments(operation).getArray("pipeline", new BsonArray()).stream()
                        .map(BsonValue::asDocument)
                        .noneMatch(stage -> stage.containsKey("$out") || stage.containsKey("$merge"));
    }

    private static BsonDocument arguments(BsonDocument operation) {
        return operation.getDocument("arguments", new BsonDocument());
    }

    /** The same for twice as many commands. */
    static BsonDocument twice(BsonDocument failPoint) {
        BsonDocument more = failPoint.clone();
        BsonDocument mode = more.getDocument("mode");
        return more.append(
                "mode",
                mode.clone().append("times", new BsonInt32(2 * mode.getNumber("times").intValue())));
    }
}
