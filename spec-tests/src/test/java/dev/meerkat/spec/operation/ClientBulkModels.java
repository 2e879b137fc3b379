package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.WriteOptions.filter;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.bulk.ClientDeleteManyOptions;
import com.mongodb.client.model.bulk.ClientDeleteOneOptions;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import com.mongodb.client.model.bulk.ClientReplaceOneOptions;
import com.mongodb.client.model.bulk.ClientUpdateManyOptions;
import com.mongodb.client.model.bulk.ClientUpdateOneOptions;
import dev.meerkat.spec.format.Unsupported;
import java.util.List;
import org.bson.BsonDocument;

/** The models of a client's bulk write. */
final class ClientBulkModels {

    private ClientBulkModels() {}

    /** Such as {@code {insertOne: {namespace: …, document: …}}}. */
    static ClientNamespacedWriteModel of(BsonDocument model, Arguments outer) {
        String kind = model.getFirstKey();
        Arguments a = outer.within(kind, model.getDocument(kind));
        MongoNamespace namespace = new MongoNamespace(a.text("namespace"));
        ClientNamespacedWriteModel result = switch (kind) {
            case "insertOne" ->
                ClientNamespacedWriteModel.insertOne(
                        namespace, a.document("document").clone());
            case "updateOne" -> updateOne(namespace, a);
            case "updateMany" -> updateMany(namespace, a);
            case "replaceOne" ->
                ClientNamespacedWriteModel.replaceOne(
                        namespace, filter(a), a.document("replacement").clone(), replace(a));
            case "deleteOne" -> ClientNamespacedWriteModel.deleteOne(namespace, filter(a), deleteOne(a));
            case "deleteMany" -> ClientNamespacedWriteModel.deleteMany(namespace, filter(a), deleteMany(a));
            default -> throw new Unsupported("runner doesn't know model " + kind + " of clientBulkWrite");
        };
        a.requireAllUsed();
        return result;
    }

    private static ClientNamespacedWriteModel updateOne(MongoNamespace namespace, Arguments a) {
        ClientUpdateOneOptions options = ClientUpdateOneOptions.clientUpdateOneOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifDocuments("arrayFilters", options::arrayFilters);
        a.ifDocument("sort", options::sort);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        if (a.required("update").isArray()) {
            List<BsonDocument> pipeline = a.documents("update");
            return ClientNamespacedWriteModel.updateOne(namespace, filter(a), pipeline, options);
        }
        return ClientNamespacedWriteModel.updateOne(namespace, filter(a), a.document("update"), options);
    }

    private static ClientNamespacedWriteModel updateMany(MongoNamespace namespace, Arguments a) {
        ClientUpdateManyOptions options = ClientUpdateManyOptions.clientUpdateManyOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifDocuments("arrayFilters", options::arrayFilters);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        if (a.required("update").isArray()) {
            List<BsonDocument> pipeline = a.documents("update");
            return ClientNamespacedWriteModel.updateMany(namespace, filter(a), pipeline, options);
        }
        return ClientNamespacedWriteModel.updateMany(namespace, filter(a), a.document("update"), options);
    }

    private static ClientReplaceOneOptions replace(Arguments a) {
        ClientReplaceOneOptions options = ClientReplaceOneOptions.clientReplaceOneOptions();
        a.ifBoolean("upsert", options::upsert);
        a.ifDocument("sort", options::sort);
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        return options;
    }

    private static ClientDeleteOneOptions deleteOne(Arguments a) {
        ClientDeleteOneOptions options = ClientDeleteOneOptions.clientDeleteOneOptions();
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        return options;
    }

    private static ClientDeleteManyOptions deleteMany(Arguments a) {
        ClientDeleteManyOptions options = ClientDeleteManyOptions.clientDeleteManyOptions();
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        return options;
    }
}
