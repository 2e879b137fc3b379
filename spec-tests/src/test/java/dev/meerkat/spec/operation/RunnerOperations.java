package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.client.MongoDatabase;
import dev.meerkat.spec.entity.TestClient;
import dev.meerkat.spec.entity.TestSession;
import dev.meerkat.spec.entity.TestThread;
import dev.meerkat.spec.format.Unsupported;
import dev.meerkat.spec.match.Mismatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** Operations on the runner itself: fail points, threads, loops, and looks at the server. */
final class RunnerOperations {

    static final Map<String, Operation<Object>> TABLE = table();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RunnerOperations() {}

    private static Map<String, Operation<Object>> table() {
        Map<String, Operation<Object>> table = new HashMap<>(SessionAssertions.TABLE);
        table.putAll(EventAssertions.TABLE);
        table.put("failPoint", write((t, a, s) -> {
            a.ignore("session");
            s.failPoint(s.entities().get(a.text("client"), TestClient.class), a.document("failPoint"));
            return Answer.NONE;
        }));
        table.put("targetedFailPoint", write((t, a, s) -> {
            TestSession session = s.entities().get(a.text("session"), TestSession.class);
            s.failPoint(session.client(), a.document("failPoint"));
            return Answer.NONE;
        }));
        table.put("createEntities", write((t, a, s) -> {
            a.documents("entities").forEach(s::create);
            return Answer.NONE;
        }));
        table.put("assertCollectionExists", write((t, a, s) -> collectionIs(true, a, s)));
        table.put("assertCollectionNotExists", write((t, a, s) -> collectionIs(false, a, s)));
        table.put("assertIndexExists", write((t, a, s) -> indexIs(true, a, s)));
        table.put("assertIndexNotExists", write((t, a, s) -> indexIs(false, a, s)));
        table.put("runOnThread", write((t, a, s) -> {
            BsonDocument operation = a.document("operation");
            s.entities().get(a.text("thread"), TestThread.class).run(() -> s.perform(operation));
            return Answer.NONE;
        }));
        table.put("waitForThread", write((t, a, s) -> await(s.entities().get(a.text("thread"), TestThread.class))));
        table.put("wait", write((t, a, s) -> pause(a.number("ms"))));
        table.put("loop", write((t, a, s) -> loop(a, s)));
        return Map.copyOf(table);
    }

    private static Answer collectionIs(boolean wanted, Arguments a, Scene scene) {
        String name = a.text("collectionName");
        boolean exists = scene.internal()
                .getDatabase(a.text("databaseName"))
                .listCollectionNames()
                .into(new ArrayList<>())
                .contains(name);
        if (exists != wanted) {
            throw new Mismatch("The collection " + name + (exists ? " exists" : " doesn't exist"));
        }
        return Answer.NONE;
    }

    private static Answer indexIs(boolean wanted, Arguments a, Scene scene) {
        MongoDatabase database = scene.internal().getDatabase(a.text("databaseName"));
        String collection = a.text("collectionName");
        String name = a.text("indexName");
        boolean exists = database.listCollectionNames().into(new ArrayList<>()).contains(collection)
                && database.getCollection(collection).listIndexes(BsonDocument.class).into(new ArrayList<>()).stream()
                        .anyMatch(index -> index.getString("name").getValue().equals(name));
        if (exists != wanted) {
            throw new Mismatch("The index " + name + (exists ? " exists" : " doesn't exist"));
        }
        return Answer.NONE;
    }

    private static Answer await(TestThread thread) throws Exception {
        for (Future<?> work : thread.work()) {
            try {
                work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e;
            }
        }
        thread.close();
        return Answer.NONE;
    }

    /** The format wants time to pass, and names no condition. */
    private static Answer pause(int millis) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        if (never) {
            throw new IllegalStateException("nobody counts down");
        }
        return Answer.NONE;
    }

    /** A loop that is told to end as soon as it has begun: one iteration. */
    private static Answer loop(Arguments a, Scene scene) {
        List<BsonDocument> operations = a.documents("operations");
        String errors = a.optionalText("storeErrorsAsEntity");
        String failures = a.optionalText("storeFailuresAsEntity");
        BsonArray seenErrors = new BsonArray();
        BsonArray seenFailures = new BsonArray();
        long successes = 0;
        try {
            for (BsonDocument operation : operations) {
                scene.perform(operation);
                successes++;
            }
        } catch (Unsupported unsupported) {
            throw unsupported;
        } catch (Mismatch mismatch) {
            if (errors == null && failures == null) {
                throw mismatch;
            }
            (failures == null ? seenErrors : seenFailures).add(new BsonDocument("error", text(mismatch)));
        } catch (RuntimeException error) {
            if (errors == null && failures == null) {
                throw error;
            }
            (errors == null ? seenFailures : seenErrors).add(new BsonDocument("error", text(error)));
        }
        store(scene, errors, seenErrors);
        store(scene, failures, seenFailures);
        store(scene, a.optionalText("storeSuccessesAsEntity"), new BsonInt64(successes));
        store(scene, a.optionalText("storeIterationsAsEntity"), new BsonInt64(1));
        return Answer.NONE;
    }

    private static BsonString text(Throwable thrown) {
        return new BsonString(String.valueOf(thrown.getMessage()));
    }

    private static void store(Scene scene, @org.jspecify.annotations.Nullable String name, Object value) {
        if (name != null) {
            scene.entities().add(name, value);
        }
    }
}
