package dev.meerkat.faults.load;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * How a number gets into a document: none of the ways but the insert can put an earlier number in the place of a later one,
 * however late it comes. Each says whether it has surely written. For one thread.
 */
final class WayToWrite {

    private final MongoClient client;
    private final MongoDatabase database;
    private final Random lots;

    WayToWrite(MongoClient client, MongoDatabase database, Random lots) {
        this.client = client;
        this.database = database;
        this.lots = lots;
    }

    boolean update(Owned document, long number) {
        return collection(document).updateOne(is(document), max("n", number)).getMatchedCount() == 1;
    }

    /** One of the ways to change one document. */
    boolean change(Owned document, long number) {
        return switch (lots.nextInt(4)) {
            case 0 -> collection(document).findOneAndUpdate(is(document), max("n", number)) != null;
            case 1 ->
                collection(document)
                                .replaceOne(isBelow(document, number), Corpus.document(document.document(), number))
                                .getMatchedCount()
                        == 1;
            default -> update(document, number);
        };
    }

    boolean delete(Owned document, long number) {
        return collection(document).deleteOne(isBelow(document, number)).getDeletedCount() == 1;
    }

    void insert(Owned document, long number) {
        collection(document).insertOne(Corpus.document(document.document(), number));
    }

    /** A bulk write for each collection; false where it can't be told which documents were there. */
    boolean bulk(Map<Owned, Long> numbers) {
        Map<String, List<WriteModel<Document>>> models = new HashMap<>();
        numbers.forEach((document, number) -> models.computeIfAbsent(
                        collection(document).getNamespace().getCollectionName(), name -> new ArrayList<>())
                .add(
                        lots.nextBoolean()
                                ? new UpdateOneModel<>(is(document), max("n", number))
                                : new ReplaceOneModel<>(
                                        isBelow(document, number), Corpus.document(document.document(), number))));
        boolean all = true;
        for (Map.Entry<String, List<WriteModel<Document>>> some : models.entrySet()) {
            int matched = database.getCollection(some.getKey())
                    .bulkWrite(some.getValue(), new BulkWriteOptions().ordered(lots.nextBoolean()))
                    .getMatchedCount();
            all &= matched == some.getValue().size();
        }
        return all;
    }

    /** All in one transaction, or none. */
    boolean transaction(Map<Owned, Long> numbers) {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            for (Map.Entry<Owned, Long> each : numbers.entrySet()) {
                long matched = collection(each.getKey())
                        .updateOne(session, is(each.getKey()), max("n", each.getValue()))
                        .getMatchedCount();
                if (matched == 0) {
                    session.abortTransaction();
                    return false;
                }
            }
            session.commitTransaction();
            return true;
        }
    }

    private MongoCollection<Document> collection(Owned document) {
        return Corpus.collection(database, document.document());
    }

    private static Bson is(Owned document) {
        return eq("_id", document.document());
    }

    private static Bson isBelow(Owned document, long number) {
        return and(is(document), lt("n", number));
    }
}
