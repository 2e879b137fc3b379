package dev.meerkat;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.changes.InvalidationMarks;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.changes.MongoDatabaseRegister;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** Meerkat's own documents in {@code staticAssetDb}. Thread-safe. */
final class Metadata {

    /** The lease's collection, and its id. */
    static final String LEASES = MetadataNames.PREFIX + "leases";

    static final String LEASE_ID = "watcher";

    private static final String EPOCHS = MetadataNames.PREFIX + "epochs";
    private static final String NODES = MetadataNames.PREFIX + "nodes";
    private static final String SEEN_AT = "seenAt";
    private static final String EPOCH = "epoch";
    private static final long PATIENCE_SECONDS = 10;

    private final MongoClient client;
    private final MongoDatabase database;

    Metadata(MongoClient client, String staticAssetDb) {
        this.client = client;
        this.database = client.getDatabase(staticAssetDb)
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY);
    }

    /**
     * Gets ready what this process needs here.
     *
     * @return the epoch
     * @throws UnavailableException where it can't be read and written
     */
    String prepare() {
        try {
            String epoch = epoch();
            createIndexes();
            return epoch;
        } catch (MongoException | BSONException e) {
            throw new UnavailableException(
                    "The database " + database.getName() + ", in which Meerkat keeps its own documents (staticAssetDb),"
                            + " can't be read and written: grant this user the role readWrite there (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    /**
     * The cluster's epoch: an id drawn at random when Meerkat first came here. What carries another epoch is of another
     * cluster, or of another life of this one.
     */
    private String epoch() {
        MongoCollection<BsonDocument> epochs = database.getCollection(EPOCHS, BsonDocument.class);
        try {
            epochs.insertOne(new BsonDocument("_id", new BsonString(EPOCH))
                    .append(EPOCH, new BsonString(UUID.randomUUID().toString())));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        BsonDocument found = epochs.withReadConcern(ReadConcern.LOCAL)
                .find(Filters.eq(EPOCH))
                .first();
        if (found == null) {
            throw new MeerkatException("The epoch in " + database.getName() + "." + EPOCHS
                    + " was removed while it was read: build Meerkat again");
        }
        return found.getString(EPOCH).getValue();
    }

    /** The epoch as another client sees it; null where there is none, or where it has none there. */
    @Nullable
    String epochSeenBy(MongoCluster other) {
        BsonDocument found = other.getDatabase(database.getName())
                .getCollection(EPOCHS, BsonDocument.class)
                .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.LOCAL)
                .withTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .find(Filters.eq(EPOCH))
                .first();
        return found == null ? null : found.getString(EPOCH).getValue();
    }

    /** Lets the server forget nodes that are gone, marks that have been seen, and databases that nobody reads. */
    private void createIndexes() {
        database.getCollection(NODES)
                .createIndex(Indexes.ascending(SEEN_AT), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        database.getCollection(InvalidationMarks.COLLECTION)
                .createIndex(Indexes.ascending(SEEN_AT), new IndexOptions().expireAfter(1L, TimeUnit.HOURS));
        database.getCollection(MongoDatabaseRegister.COLLECTION)
                .createIndex(
                        Indexes.ascending(MongoDatabaseRegister.ASKED_AT),
                        new IndexOptions().expireAfter(7L, TimeUnit.DAYS));
    }

    /** Enters this process into the register of nodes, or shows that it is still there. */
    void register(String node) {
        database.getCollection(NODES)
                .updateOne(
                        Filters.eq(node),
                        Updates.combine(
                                Updates.set("pid", ProcessHandle.current().pid()),
                                Updates.set(
                                        "version",
                                        String.valueOf(
                                                Metadata.class.getPackage().getImplementationVersion())),
                                Updates.currentDate(SEEN_AT)),
                        new UpdateOptions().upsert(true));
    }

    /** Takes this process out of the register of nodes. */
    void unregister(String node) {
        database.getCollection(NODES).deleteOne(Filters.eq(node));
    }

    /** Writes a mark that every process will see, and tells what it raises. */
    Invalidation mark(BsonDocument mark) {
        try (ClientSession session = client.startSession()) {
            database.getCollection(InvalidationMarks.COLLECTION)
                    .updateOne(
                            session,
                            Filters.eq(mark),
                            Updates.combine(Updates.inc("count", 1L), Updates.currentDate(SEEN_AT)),
                            new UpdateOptions().upsert(true));
            BsonTimestamp time = session.getOperationTime();
            return InvalidationMarks.read(mark, time == null ? ClusterTime.NONE : ClusterTime.of(time));
        } catch (MongoException e) {
            throw new MeerkatException(
                    "The invalidation was not ordered, since MongoDB did not acknowledge it: try again", e);
        }
    }
}
