package dev.meerkat.spec.operation;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.bulk.ClientBulkWriteResult;
import com.mongodb.client.model.bulk.ClientUpdateResult;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.InsertManyResult;
import com.mongodb.client.result.InsertOneResult;
import com.mongodb.client.result.UpdateResult;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The driver's results of writes, as the format shows them. */
public final class WriteResults {

    private WriteResults() {}

    private static BsonDocument unacknowledged() {
        return new BsonDocument("acknowledged", BsonBoolean.FALSE);
    }

    private static BsonDocument put(BsonDocument document, String name, long number) {
        return document.append(name, new BsonInt64(number));
    }

    static BsonDocument of(InsertOneResult result) {
        if (!result.wasAcknowledged()) {
            return unacknowledged();
        }
        return result.getInsertedId() == null
                ? new BsonDocument()
                : new BsonDocument("insertedId", result.getInsertedId());
    }

    static BsonDocument of(InsertManyResult result) {
        return result.wasAcknowledged()
                ? new BsonDocument("insertedIds", byIndex(result.getInsertedIds()))
                : unacknowledged();
    }

    private static BsonDocument byIndex(Map<Integer, BsonValue> values) {
        BsonDocument document = new BsonDocument();
        values.forEach((index, value) -> document.append(String.valueOf(index), value));
        return document;
    }

    static BsonDocument of(UpdateResult result) {
        if (!result.wasAcknowledged()) {
            return unacknowledged();
        }
        BsonDocument document = put(new BsonDocument(), "matchedCount", result.getMatchedCount());
        put(document, "modifiedCount", result.getModifiedCount());
        put(document, "upsertedCount", result.getUpsertedId() == null ? 0 : 1);
        if (result.getUpsertedId() != null) {
            document.append("upsertedId", result.getUpsertedId());
        }
        return document;
    }

    static BsonDocument of(DeleteResult result) {
        return result.wasAcknowledged()
                ? put(new BsonDocument(), "deletedCount", result.getDeletedCount())
                : unacknowledged();
    }

    static BsonDocument of(BulkWriteResult result) {
        if (!result.wasAcknowledged()) {
            return unacknowledged();
        }
        BsonDocument document = put(new BsonDocument(), "insertedCount", result.getInsertedCount());
        put(document, "matchedCount", result.getMatchedCount());
        put(document, "modifiedCount", result.getModifiedCount());
        put(document, "deletedCount", result.getDeletedCount());
        put(document, "upsertedCount", result.getUpserts().size());
        BsonDocument inserted = new BsonDocument();
        result.getInserts().forEach(one -> inserted.append(String.valueOf(one.getIndex()), one.getId()));
        BsonDocument upserted = new BsonDocument();
        result.getUpserts().forEach(one -> upserted.append(String.valueOf(one.getIndex()), one.getId()));
        return document.append("insertedIds", inserted).append("upsertedIds", upserted);
    }

    static BsonDocument of(ClientBulkWriteResult result) {
        if (!result.isAcknowledged()) {
            return unacknowledged();
        }
        BsonDocument document = put(new BsonDocument(), "insertedCount", result.getInsertedCount());
        put(document, "upsertedCount", result.getUpsertedCount());
        put(document, "matchedCount", result.getMatchedCount());
        put(document, "modifiedCount", result.getModifiedCount());
        put(document, "deletedCount", result.getDeletedCount());
        result.getVerboseResults().ifPresent(verbose -> {
            BsonDocument inserts = new BsonDocument();
            verbose.getInsertResults()
                    .forEach((index, one) -> inserts.append(
                            String.valueOf(index),
                            one.getInsertedId()
                                    .map(id -> new BsonDocument("insertedId", id))
                                    .orElseGet(BsonDocument::new)));
            BsonDocument updates = new BsonDocument();
            verbose.getUpdateResults().forEach((index, one) -> updates.append(String.valueOf(index), of(one)));
            BsonDocument deletes = new BsonDocument();
            verbose.getDeleteResults()
                    .forEach((index, one) -> deletes.append(
                            String.valueOf(index), put(new BsonDocument(), "deletedCount", one.getDeletedCount())));
            document.append("insertResults", inserts)
                    .append("updateResults", updates)
                    .append("deleteResults", deletes);
        });
        return document;
    }

    private static BsonDocument of(ClientUpdateResult result) {
        BsonDocument document = put(new BsonDocument(), "matchedCount", result.getMatchedCount());
        put(document, "modifiedCount", result.getModifiedCount());
        result.getUpsertedId().ifPresent(id -> document.append("upsertedId", id));
        return document;
    }

    /** What had been done when an error came; an empty document where that isn't told. */
    public static BsonDocument partial(@Nullable Throwable thrown) {
        if (thrown instanceof MongoBulkWriteException bulk) {
            return of(bulk.getWriteResult());
        }
        return thrown instanceof ClientBulkWriteException bulk
                ? bulk.getPartialResult().map(WriteResults::of).orElseGet(BsonDocument::new)
                : new BsonDocument();
    }
}
