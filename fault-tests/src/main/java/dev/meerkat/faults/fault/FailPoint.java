package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** MongoDB's own fail point for commands: {@code failCommand}, where test commands are enabled. */
final class FailPoint {

    private FailPoint() {}

    static Optional<String> missing(Stage stage) {
        if (stage.mongo().isEmbedded()) {
            return Optional.empty();
        }
        Document answer = stage.mongo().admin(new Document("getParameter", 1).append("enableTestCommands", 1));
        return List.of(true, 1).contains(answer.get("enableTestCommands", (Object) false))
                ? Optional.empty()
                : Optional.of("needs a MongoDB started with --setParameter enableTestCommands=1");
    }

    /**
     * Lets commands fail until it is switched off.
     *
     * @param mode {@code "alwaysOn"}, or how often
     * @param how the error code, or that the connection is closed
     */
    static Fault.Heal on(Stage stage, Object mode, List<String> commands, Document how) {
        Document data = new Document("failCommands", commands);
        data.putAll(how);
        stage.mongo()
                .admin(new Document("configureFailPoint", "failCommand")
                        .append("mode", mode)
                        .append("data", data));
        return () -> off(stage);
    }

    private static void off(Stage stage) {
        stage.mongo().admin(new Document("configureFailPoint", "failCommand").append("mode", "off"));
    }
}
