package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;
import static dev.meerkat.spec.operation.WriteOptions.filter;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Writes to a collection. */
final class CollectionWrites {

    static final Map<String, Operation<MongoCollection<BsonDocument>>> TABLE = Map.ofEntries(
            Map.entry("insertOne", write((c, a, s) -> insertOne(c, a))),
            Map.entry("insertMany", write((c, a, s) -> insertMany(c, a))),
            Map.entry("updateOne", write((c, a, s) -> updateOne(c, a))),
            Map.entry("updateMany", write((c, a, s) -> updateMany(c, a))),
            Map.entry("replaceOne", write((c, a, s) -> replaceOne(c, a))),
            Map.entry("deleteOne", write((c, a, s) -> deleteOne(c, a))),
            Map.entry("deleteMany", write((c, a, s) -> deleteMany(c, a))),
            Map.entry("bulkWrite", write((c, a, s) -> bulkWrite(c, a))),
            Map.entry("findOneAndDelete", write((c, a, s) -> findOneAndDelete(c, a))),
            Map.entry("findOneAndReplace", write((c, a, s) -> findOneAndReplace(c, a))),
            Map.entry("findOneAndUpdate", write((c, a, s) -> findOneAndUpdate(c, a))));

    private CollectionWrites() {}

    private static Answer insertOne(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        BsonDocument document = a.document("document").clone();
        InsertOneOptions options = new InsertOneOptions();
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifValue("comment", options::comment);
        a.rawData();
        return Answer.of(WriteResults.of(
                session == null ? c.insertOne(document, options) : c.insertOne(session, document, options)));
    }

    private static Answer insertMany(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        List<BsonDocument> documents =
                a.documents("documents").stream().map(BsonDocument::clone).toList();
        InsertManyOptions options = new InsertManyOptions();
        a.ifBoolean("ordered", options::ordered);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifValue("comment", options::comment);
        a.rawData();
        return Answer.of(WriteResults.of(
                session == null ? c.insertMany(documents, options) : c.insertMany(session, documents, options)));
    }

    private static Answer updateOne(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        UpdateOptions options = WriteOptions.update(a);
        BsonDocument filter = filter(a);
        UpdateResult[] result = new UpdateResult[1];
        a.update(
                "update",
                update -> result[0] = session == null
                        ? c.updateOne(filter, update, options)
                        : c.updateOne(session, filter, update, options),
                pipeline -> result[0] = session == null
                        ? c.updateOne(filter, pipeline, options)
                        : c.updateOne(session, filter, pipeline, options));
        return Answer.of(WriteResults.of(result[0]));
    }

    private static Answer updateMany(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        UpdateOptions options = WriteOptions.update(a);
        BsonDocument filter = filter(a);
        UpdateResult[] result = new UpdateResult[1];
        a.update(
                "update",
                update -> result[0] = session == null
                        ? c.updateMany(filter, update, options)
                        : c.updateMany(session, filter, update, options),
                pipeline -> result[0] = session == null
                        ? c.updateMany(filter, pipeline, options)
                        : c.updateMany(session, filter, pipeline, options));
        return Answer.of(WriteResults.of(result[0]));
    }

    private static Answer replaceOne(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        ReplaceOptions options = WriteOptions.replace(a);
        BsonDocument filter = filter(a);
        BsonDocument replacement = a.document("replacement").clone();
        return Answer.of(WriteResults.of(
                session == null
                        ? c.replaceOne(filter, replacement, options)
                        : c.replaceOne(session, filter, replacement, options)));
    }

    private static Answer deleteOne(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        DeleteOptions options = WriteOptions.delete(a);
        DeleteResult result =
                session == null ? c.deleteOne(filter(a), options) : c.deleteOne(session, filter(a), options);
        return Answer.of(WriteResults.of(result));
    }

    private static Answer deleteMany(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        DeleteOptions options = WriteOptions.delete(a);
        DeleteResult result =
                session == null ? c.deleteMany(filter(a), options) : c.deleteMany(session, filter(a), options);
        return Answer.of(WriteResults.of(result));
    }

    private static Answer bulkWrite(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        BulkWriteOptions options = new BulkWriteOptions();
        a.ifBoolean("ordered", options::ordered);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifValue("comment", options::comment);
        a.ifDocument("let", options::let);
        a.rawData();
        List<WriteModel<BsonDocument>> models = a.documents("requests").stream()
                .map(request -> BulkModels.of(request, a))
                .toList();
        return Answer.of(WriteResults.of(
                session == null ? c.bulkWrite(models, options) : c.bulkWrite(session, models, options)));
    }

    /** The server says nothing of a write that asks for no answer. */
    private static Answer found(MongoCollection<BsonDocument> c, @Nullable BsonDocument document) {
        return document == null && !c.getWriteConcern().isAcknowledged() ? Answer.NONE : Answer.orNull(document);
    }

    private static Answer findOneAndDelete(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        FindOneAndDeleteOptions options = WriteOptions.findOneAndDelete(a);
        return found(
                c,
                session == null
                        ? c.findOneAndDelete(filter(a), options)
                        : c.findOneAndDelete(session, filter(a), options));
    }

    private static Answer findOneAndReplace(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        FindOneAndReplaceOptions options = WriteOptions.findOneAndReplace(a);
        BsonDocument replacement = a.document("replacement").clone();
        return found(
                c,
                session == null
                        ? c.findOneAndReplace(filter(a), replacement, options)
                        : c.findOneAndReplace(session, filter(a), replacement, options));
    }

    private static Answer findOneAndUpdate(MongoCollection<BsonDocument> c, Arguments a) {
        ClientSession session = a.session();
        FindOneAndUpdateOptions options = WriteOptions.findOneAndUpdate(a);
        BsonDocument filter = filter(a);
        BsonValue update = a.required("update");
        if (update instanceof BsonArray) {
            List<BsonDocument> pipeline = a.documents("update");
            return found(
                    c,
                    session == null
                            ? c.findOneAndUpdate(filter, pipeline, options)
                            : c.findOneAndUpdate(session, filter, pipeline, options));
        }
        BsonDocument change = update.asDocument();
        return found(
                c,
                session == null
                        ? c.findOneAndUpdate(filter, change, options)
                        : c.findOneAndUpdate(session, filter, change, options));
    }
}
