package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.RenameCollectionOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** What changes a collection itself, and its indexes. */
final class CollectionCatalog {

    static final Map<String, Operation<MongoCollection<BsonDocument>>> TABLE = Map.of(
            "createIndex", write((c, a, s) -> createIndex(c, a)),
            "dropIndex", write((c, a, s) -> dropIndex(c, a)),
            "dropIndexes", write((c, a, s) -> dropIndexes(c, a)),
            "rename", write((c, a, s) -> rename(c, a)),
            "drop", write((c, a, s) -> drop(c, a)));

    private CollectionCatalog() {}

    private static Answer createIndex(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        IndexOptions options = new IndexOptions();
        a.ifText("name", options::name);
        a.ifBoolean("unique", options::unique);
        a.ifBoolean("sparse", options::sparse);
        a.ifBoolean("hidden", options::hidden);
        a.ifBoolean("background", options::background);
        a.ifLong("expireAfterSeconds", seconds -> options.expireAfter(seconds, TimeUnit.SECONDS));
        a.ifDocument("partialFilterExpression", options::partialFilterExpression);
        a.collation(options::collation);
        a.rawData();
        BsonDocument keys = a.document("keys");
        return Answer.of(
                new BsonString(session == null ? c.createIndex(keys, options) : c.createIndex(session, keys, options)));
    }

    private static Answer dropIndex(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        String name = a.text("name");
        a.rawData();
        if (session == null) {
            c.dropIndex(name);
        } else {
            c.dropIndex(session, name);
        }
        return Answer.NONE;
    }

    private static Answer dropIndexes(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        a.rawData();
        if (session == null) {
            c.dropIndexes();
        } else {
            c.dropIndexes(session);
        }
        return Answer.NONE;
    }

    private static Answer rename(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        MongoNamespace to = new MongoNamespace(c.getNamespace().getDatabaseName(), a.text("to"));
        RenameCollectionOptions options = new RenameCollectionOptions();
        a.ifBoolean("dropTarget", options::dropTarget);
        if (session == null) {
            c.renameCollection(to, options);
        } else {
            c.renameCollection(session, to, options);
        }
        return Answer.NONE;
    }

    private static Answer drop(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        if (session == null) {
            c.drop();
        } else {
            c.drop(session);
        }
        return Answer.NONE;
    }
}
