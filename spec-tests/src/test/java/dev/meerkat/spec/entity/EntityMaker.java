package dev.meerkat.spec.entity;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import dev.meerkat.spec.format.Unsupported;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Makes a case's entities as it describes them. */
public final class EntityMaker {

    private final Entities entities;
    private final ClientMaker clients;

    /**
     * @param entities gets what is made
     * @param uri the server's, with options
     * @param appName what the case's clients call themselves
     * @param wrap makes of the driver's client the one that the case works with
     */
    public EntityMaker(Entities entities, String uri, String appName, UnaryOperator<MongoClient> wrap) {
        this.entities = entities;
        this.clients = new ClientMaker(uri, appName, wrap);
    }

    /** Makes one, such as {@code {database: {id: …}}}. */
    public void make(BsonDocument entity) {
        String kind = entity.getFirstKey();
        BsonDocument description = entity.getDocument(kind);
        String id = description.getString("id").getValue();
        entities.add(
                id,
                switch (kind) {
                    case "client" -> clients.make(description);
                    case "database" -> database(description);
                    case "collection" -> collection(description);
                    case "session" -> session(description);
                    case "bucket" -> bucket(description);
                    case "thread" -> new TestThread();
                    default -> throw new Unsupported("runner doesn't know entity " + kind);
                });
    }

    private static String name(BsonDocument description, String field) {
        return description.getString(field).getValue();
    }

    private static BsonDocument options(BsonDocument description, String field) {
        return description.getDocument(field, new BsonDocument());
    }

    private static Unsupported unknown(String option, String of) {
        return new Unsupported("runner doesn't know option " + option + " of " + of);
    }

    private MongoDatabase database(BsonDocument description) {
        MongoDatabase database = entities.get(name(description, "client"), TestClient.class)
                .handle()
                .getDatabase(name(description, "databaseName"));
        for (var option : options(description, "databaseOptions").entrySet()) {
            BsonValue value = option.getValue();
            database = switch (option.getKey()) {
                case "readConcern" -> database.withReadConcern(DriverOptions.readConcern(value.asDocument()));
                case "writeConcern" -> database.withWriteConcern(DriverOptions.writeConcern(value.asDocument()));
                case "readPreference" -> database.withReadPreference(DriverOptions.readPreference(value.asDocument()));
                case "timeoutMS" -> database.withTimeout(value.asNumber().longValue(), TimeUnit.MILLISECONDS);
                default -> throw unknown(option.getKey(), "databases");
            };
        }
        return database;
    }

    private MongoCollection<BsonDocument> collection(BsonDocument description) {
        MongoCollection<BsonDocument> collection = entities.get(name(description, "database"), MongoDatabase.class)
                .getCollection(name(description, "collectionName"), BsonDocument.class);
        for (var option : options(description, "collectionOptions").entrySet()) {
            BsonValue value = option.getValue();
            collection = switch (option.getKey()) {
                case "readConcern" -> collection.withReadConcern(DriverOptions.readConcern(value.asDocument()));
                case "writeConcern" -> collection.withWriteConcern(DriverOptions.writeConcern(value.asDocument()));
                case "readPreference" ->
                    collection.withReadPreference(DriverOptions.readPreference(value.asDocument()));
                case "timeoutMS" -> collection.withTimeout(value.asNumber().longValue(), TimeUnit.MILLISECONDS);
                default -> throw unknown(option.getKey(), "collections");
            };
        }
        return collection;
    }

    private GridFSBucket bucket(BsonDocument description) {
        BsonDocument options = options(description, "bucketOptions");
        MongoDatabase database = entities.get(name(description, "database"), MongoDatabase.class);
        GridFSBucket bucket = options.containsKey("bucketName")
                ? GridFSBuckets.create(database, name(options, "bucketName"))
                : GridFSBuckets.create(database);
        for (var option : options.entrySet()) {
            BsonValue value = option.getValue();
            bucket = switch (option.getKey()) {
                case "bucketName" -> bucket;
                case "chunkSizeBytes" ->
                    bucket.withChunkSizeBytes(value.asNumber().intValue());
                case "readConcern" -> bucket.withReadConcern(DriverOptions.readConcern(value.asDocument()));
                case "writeConcern" -> bucket.withWriteConcern(DriverOptions.writeConcern(value.asDocument()));
                case "readPreference" -> bucket.withReadPreference(DriverOptions.readPreference(value.asDocument()));
                case "timeoutMS" -> bucket.withTimeout(value.asNumber().longValue(), TimeUnit.MILLISECONDS);
                default -> throw unknown(option.getKey(), "buckets");
            };
        }
        return bucket;
    }

    private TestSession session(BsonDocument description) {
        TestClient client = entities.get(name(description, "client"), TestClient.class);
        ClientSessionOptions.Builder options = ClientSessionOptions.builder();
        options(description, "sessionOptions").forEach((name, value) -> {
            switch (name) {
                case "defaultTransactionOptions" ->
                    options.defaultTransactionOptions(DriverOptions.transaction(value.asDocument()));
                case "causalConsistency" ->
                    options.causallyConsistent(value.asBoolean().getValue());
                case "snapshot" -> options.snapshot(value.asBoolean().getValue());
                case "defaultTimeoutMS" ->
                    options.defaultTimeout(value.asNumber().longValue(), TimeUnit.MILLISECONDS);
                default -> throw unknown(name, "sessions");
            }
        });
        ClientSession session = client.handle().startSession(options.build());
        return new TestSession(session, session.getServerSession().getIdentifier(), client);
    }
}
