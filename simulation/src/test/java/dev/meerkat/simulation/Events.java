package dev.meerkat.simulation;

import dev.meerkat.cache.Namespace;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** Change events as a server sends them to the protocol's projection, but for the token. */
final class Events {

    /** Where the projection has the names of an update's fields. */
    static final String UPDATED = "updated";

    static final String REMOVED = "removed";
    static final String TRUNCATED = "truncated";

    private Events() {}

    static BsonDocument document(String type, Namespace namespace, BsonValue id) {
        return event(type, namespace).append("documentKey", new BsonDocument("_id", id));
    }

    static BsonDocument of(Change change, boolean existed) {
        BsonDocument event =
                document(type(change, existed), Catalog.namespace(change.namespace()), new BsonInt32(change.id()));
        return change.paths().isEmpty()
                ? event.append(UPDATED, new BsonArray())
                : event.append(UPDATED, names(change.paths(), path -> !path.contains(".")))
                        .append(REMOVED, names(change.paths(), Fields.REMOVED::equals))
                        .append(TRUNCATED, names(change.paths(), Fields.TRUNCATED::equals));
    }

    private static String type(Change change, boolean existed) {
        if (change.value() == Change.ABSENT) {
            return "delete";
        }
        return !existed ? "insert" : change.paths().isEmpty() ? "replace" : "update";
    }

    private static BsonArray names(List<String> paths, Predicate<String> which) {
        return new BsonArray(paths.stream().filter(which).map(BsonString::new).toList());
    }

    static BsonDocument drop(Namespace namespace) {
        return event("drop", namespace);
    }

    /** The whole database; what was in it is dropped before. */
    static BsonDocument dropDatabase(Namespace namespace) {
        return new BsonDocument("operationType", new BsonString("dropDatabase"))
                .append("ns", new BsonDocument("db", new BsonString(namespace.database())));
    }

    /** As servers from 6.0 on tell. */
    static BsonDocument create(Namespace namespace) {
        return event("create", namespace);
    }

    static BsonDocument rename(Namespace from, Namespace to) {
        return event("rename", from).append("to", ns(to));
    }

    /** What ends a database's stream. */
    static BsonDocument invalidate(long time, int index) {
        return new BsonDocument("_id", Tokens.invalidate(time, index))
                .append("operationType", new BsonString("invalidate"))
                .append("clusterTime", new BsonTimestamp(time));
    }

    /** Whether it happened in this database, by its old name or its new one. */
    static boolean isIn(BsonDocument event, String database) {
        return isNamed(event.getDocument("ns"), database)
                || (event.containsKey("to") && isNamed(event.getDocument("to"), database));
    }

    private static boolean isNamed(BsonDocument namespace, String database) {
        return namespace.getString("db").getValue().equals(database);
    }

    /** With its time and its token. */
    static BsonDocument at(BsonDocument event, long time, int index) {
        BsonDocument whole = new BsonDocument("_id", Tokens.event(time, index));
        whole.putAll(event);
        return whole.append("clusterTime", new BsonTimestamp(time));
    }

    private static BsonDocument event(String type, Namespace namespace) {
        return new BsonDocument("operationType", new BsonString(type)).append("ns", ns(namespace));
    }

    private static BsonDocument ns(Namespace namespace) {
        return new BsonDocument("db", new BsonString(namespace.database()))
                .append("coll", new BsonString(namespace.collection()));
    }
}
