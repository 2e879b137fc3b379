package dev.meerkat.simulation;

import dev.meerkat.cache.Namespace;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** Change events as a server sends them, but for the token. */
final class Events {

    private Events() {}

    static BsonDocument document(String type, Namespace namespace, BsonValue id) {
        return event(type, namespace).append("documentKey", new BsonDocument("_id", id));
    }

    static BsonDocument of(Change change, boolean existed) {
        String type = change.value() == Change.ABSENT ? "delete" : existed ? "update" : "insert";
        return document(type, Catalog.namespace(change.namespace()), new BsonInt32(change.id()));
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
