package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.client.ClientSession;
import dev.meerkat.spec.entity.DriverOptions;
import dev.meerkat.spec.entity.TestSession;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/** Operations on a session. */
final class SessionOperations {

    private static final List<String> TRANSACTION_OPTIONS =
            List.of("readConcern", "writeConcern", "readPreference", "maxCommitTimeMS", "timeoutMS");

    static final Map<String, Operation<TestSession>> TABLE = Map.of(
            "startTransaction",
            write((s, a, scene) -> done(() -> s.session().startTransaction(DriverOptions.transaction(options(a))))),
            "commitTransaction",
            write((s, a, scene) -> done(s.session()::commitTransaction)),
            "abortTransaction",
            write((s, a, scene) -> done(s.session()::abortTransaction)),
            "endSession",
            write((s, a, scene) -> done(s.session()::close)),
            "withTransaction",
            write((s, a, scene) -> withTransaction(s.session(), a, scene)));

    private SessionOperations() {}

    private static Answer done(Runnable action) {
        action.run();
        return Answer.NONE;
    }

    private static BsonDocument options(Arguments a) {
        BsonDocument options = new BsonDocument();
        TRANSACTION_OPTIONS.forEach(name -> a.ifValue(name, value -> options.append(name, value)));
        return options;
    }

    private static Answer withTransaction(ClientSession session, Arguments a, Scene scene) {
        List<BsonDocument> operations = a.documents("callback");
        BsonDocument options = options(a);
        session.withTransaction(
                () -> {
                    operations.forEach(scene::perform);
                    return true;
                },
                DriverOptions.transaction(options));
        return Answer.NONE;
    }
}
