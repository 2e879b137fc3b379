package dev.meerkat.proxy;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.bson.Document;

/** Changes of all kinds over a few collections. One that fails may still have changed something. Used by one thread. */
final class RandomChanges {

    private final Random random;
    private final List<String> collections;

    RandomChanges(Random random, List<String> collections) {
        this.random = random;
        this.collections = collections;
    }

    private String collection() {
        return collections.get(random.nextInt(collections.size()));
    }

    /** Changes something; returns what, for people. */
    String next(Function<String, MongoCollection<Document>> handles) {
        String name = collection();
        MongoCollection<Document> collection = handles.apply(name);
        try {
            return name + "." + change(collection);
        } catch (MongoException e) {
            return name + ", failed: " + e.getMessage();
        }
    }

    private String change(MongoCollection<Document> collection) {
        Document byId = new Document("_id", RandomDocuments.id(random));
        Document byNumber = new Document("n", random.nextInt(4));
        Document update = update();
        return switch (random.nextInt(16)) {
            case 0, 1 -> "insertOne " + collection.insertOne(RandomDocuments.document(random));
            case 2 ->
                "insertMany "
                        + collection.insertMany(
                                List.of(RandomDocuments.document(random), RandomDocuments.document(random)));
            case 3, 4 -> "updateOne by id " + collection.updateOne(byId, update);
            case 5 -> "upsert by id " + collection.updateOne(byId, update, new UpdateOptions().upsert(true));
            case 6 -> "updateOne " + collection.updateOne(byNumber, update);
            case 7 -> "updateMany " + collection.updateMany(byNumber, update);
            case 8 -> {
                Document replacement = RandomDocuments.withoutId(random, new Document());
                yield "replaceOne "
                        + collection.replaceOne(byId, replacement, new ReplaceOptions().upsert(random.nextBoolean()));
            }
            case 9 -> "deleteOne " + collection.deleteOne(byId);
            case 10 -> "deleteMany " + collection.deleteMany(byNumber);
            case 11 -> "findOneAndUpdate " + collection.findOneAndUpdate(byNumber, update);
            case 12 ->
                "bulkWrite "
                        + collection.bulkWrite(List.of(
                                new DeleteOneModel<>(byId),
                                new InsertOneModel<>(RandomDocuments.document(random)),
                                new UpdateOneModel<>(new Document("_id", RandomDocuments.id(random)), update),
                                new InsertOneModel<>(RandomDocuments.document(random))));
            case 13 -> {
                collection.drop();
                yield "drop";
            }
            case 14 -> rename(collection);
            default -> write(collection);
        };
    }

    private Document update() {
        String field = RandomDocuments.FIELDS.get(random.nextInt(RandomDocuments.FIELDS.size()));
        return switch (random.nextInt(7)) {
            case 0 -> new Document("$set", RandomDocuments.withoutId(random, new Document()));
            case 1 -> new Document("$inc", new Document("n", 1));
            case 2 -> new Document("$unset", new Document(field, ""));
            case 3 -> new Document("$rename", new Document("ref", "n"));
            case 4 -> new Document("$push", new Document("list", random.nextInt(4)));
            case 5 -> new Document("$set", new Document("part.n", random.nextInt(4)));
            default -> new Document("$set", new Document(field, random.nextInt(4)));
        };
    }

    private String rename(MongoCollection<Document> collection) {
        MongoNamespace to = new MongoNamespace(collection.getNamespace().getDatabaseName(), collection());
        collection.renameCollection(to, new RenameCollectionOptions().dropTarget(true));
        return "renameCollection " + to;
    }

    private String write(MongoCollection<Document> collection) {
        Document last = new Document(random.nextBoolean() ? "$out" : "$merge", collection());
        List<Document> pipeline =
                List.of(new Document("$match", new Document("n", new Document("$gt", random.nextInt(3)))), last);
        collection.aggregate(pipeline).toCollection();
        return "aggregate " + pipeline;
    }
}
