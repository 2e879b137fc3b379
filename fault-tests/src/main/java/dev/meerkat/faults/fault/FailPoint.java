package dev.meerkat.faults.fault;

import com.mongodb.MongoCommandException;
import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** MongoDB's own fail point for commands: {@code failCommand}, where test commands are enabled. */
final class FailPoint {

    private FailPoint() {}

    static Optional<String> missing(Stage stage) {
        try {
            off(stage);
            return Optional.empty();
        } catch (MongoCommandException e) {
            return Optional.of("needs a MongoDB started with --setParameter enableTestCommands=1");
        }
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
