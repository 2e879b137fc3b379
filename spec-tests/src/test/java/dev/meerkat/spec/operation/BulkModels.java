package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.WriteOptions.filter;

import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.meerkat.spec.format.Unsupported;
import java.util.List;
import org.bson.BsonDocument;

/** The models of a collection's bulk write. */
final class BulkModels {

    private BulkModels() {}

    /** Such as {@code {insertOne: {document: …}}}. */
    static WriteModel<BsonDocument> of(BsonDocument request, Arguments outer) {
        String kind = request.getFirstKey();
        Arguments a = outer.within(kind, request.getDocument(kind));
        WriteModel<BsonDocument> model = switch (kind) {
            case "insertOne" -> new InsertOneModel<>(a.document("document").clone());
            case "updateOne" -> updateOne(a);
            case "updateMany" -> updateMany(a);
            case "replaceOne" ->
                new ReplaceOneModel<>(filter(a), a.document("replacement").clone(), WriteOptions.replace(a));
            case "deleteOne" -> new DeleteOneModel<>(filter(a), WriteOptions.delete(a));
            case "deleteMany" -> new DeleteManyModel<>(filter(a), WriteOptions.delete(a));
            default -> throw new Unsupported("runner doesn't know model " + kind + " of bulkWrite");
        };
        a.requireAllUsed();
        return model;
    }

    private static WriteModel<BsonDocument> updateOne(Arguments a) {
        UpdateOptions options = WriteOptions.update(a);
        if (a.required("update").isArray()) {
            List<BsonDocument> pipeline = a.documents("update");
            return new UpdateOneModel<>(filter(a), pipeline, options);
        }
        return new UpdateOneModel<>(filter(a), a.document("update"), options);
    }

    private static WriteModel<BsonDocument> updateMany(Arguments a) {
        UpdateOptions options = WriteOptions.update(a);
        if (a.required("update").isArray()) {
            List<BsonDocument> pipeline = a.documents("update");
            return new UpdateManyModel<>(filter(a), pipeline, options);
        }
        return new UpdateManyModel<>(filter(a), a.document("update"), options);
    }
}
