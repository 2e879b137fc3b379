package dev.meerkat.spec.operation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import dev.meerkat.spec.entity.TestClient;
import dev.meerkat.spec.entity.TestSession;
import dev.meerkat.spec.format.Unsupported;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Finds what an operation means: by what it is done on, and by its name. */
public final class Operations {

    private static final Map<String, Operation<MongoCollection<BsonDocument>>> OF_COLLECTIONS = collections();

    private static final Set<String> NOT_IN_THE_DRIVER = Set.of("count", "runCursorCommand", "createCommandCursor");

    private Operations() {}

    /** An operation, ready to be done, as often as wanted. */
    public interface Call {

        /** Whether it reads and changes nothing. */
        boolean isRead();

        /** Does it. */
        Answer perform() throws Exception;
    }

    private static Map<String, Operation<MongoCollection<BsonDocument>>> collections() {
        Map<String, Operation<MongoCollection<BsonDocument>>> table = new HashMap<>(CollectionReads.TABLE);
        table.putAll(CollectionWrites.TABLE);
        table.putAll(CollectionCatalog.TABLE);
        return Map.copyOf(table);
    }

    /** Looks it up. */
    @SuppressWarnings("unchecked") // all collections and cursors of a case are of documents
    public static Call call(BsonDocument operation, Scene scene) {
        String name = operation.getString("name").getValue();
        String object = operation.getString("object").getValue();
        BsonDocument given = operation.getDocument("arguments", new BsonDocument());
        Arguments arguments = new Arguments(name, given, scene.entities());
        if (object.equals("testRunner")) {
            return call(RunnerOperations.TABLE, name, "testRunner", object, arguments, scene);
        }
        Object target = scene.entities().get(object);
        if (target instanceof MongoCollection<?> collection) {
            var documents = (MongoCollection<BsonDocument>) collection;
            Long timeout = timeout(arguments);
            return call(
                    OF_COLLECTIONS,
                    name,
                    "collection",
                    timeout == null ? documents : documents.withTimeout(timeout, TimeUnit.MILLISECONDS),
                    arguments,
                    scene);
        } else if (target instanceof MongoDatabase database) {
            Long timeout = timeout(arguments);
            return call(
                    DatabaseOperations.TABLE,
                    name,
                    "database",
                    timeout == null ? database : database.withTimeout(timeout, TimeUnit.MILLISECONDS),
                    arguments,
                    scene);
        } else if (target instanceof TestClient client) {
            return call(ClientOperations.TABLE, name, "client", client, arguments, scene);
        } else if (target instanceof TestSession session) {
            return call(SessionOperations.TABLE, name, "session", session, arguments, scene);
        } else if (target instanceof GridFSBucket bucket) {
            Long timeout = timeout(arguments);
            return call(
                    BucketOperations.TABLE,
                    name,
                    "bucket",
                    timeout == null ? bucket : bucket.withTimeout(timeout, TimeUnit.MILLISECONDS),
                    arguments,
                    scene);
        } else if (target instanceof MongoCursor<?> cursor) {
            return call(CursorOperations.TABLE, name, "cursor", (MongoCursor<BsonDocument>) cursor, arguments, scene);
        }
        throw new Unsupported(
                "runner doesn't know operations on " + target.getClass().getSimpleName());
    }

    private static @Nullable Long timeout(Arguments arguments) {
        return arguments.has("timeoutMS") ? Long.valueOf(arguments.number("timeoutMS")) : null;
    }

    private static <T> Call call(
            Map<String, Operation<T>> table, String name, String kind, T target, Arguments arguments, Scene scene) {
        Operation<T> operation = table.get(name);
        if (operation == null && NOT_IN_THE_DRIVER.contains(name)) {
            throw new Unsupported("the driver has no operation " + name);
        } else if (operation == null) {
            throw new Unsupported("runner doesn't know operation " + name + " of a " + kind);
        }
        return new Call() {
            @Override
            public boolean isRead() {
                return operation.isRead().test(arguments);
            }

            @Override
            public Answer perform() throws Exception {
                Answer answer;
                try {
                    answer = operation.action().perform(target, arguments, scene);
                } catch (RuntimeException e) {
                    arguments.requireAllUsed();
                    throw e;
                }
                arguments.requireAllUsed();
                return answer;
            }
        };
    }
}
