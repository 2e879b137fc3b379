package dev.meerkat.election;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.Lease;
import dev.meerkat.cache.spi.LeaseStore;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The lease document in MongoDB: read from the primary, written with majority, each call within a deadline. */
public final class MongoLeaseStore implements LeaseStore {

    private final MongoClient client;
    private final MongoCollection<BsonDocument> leases;
    private final String id;

    /**
     * Reads and writes nothing yet.
     *
     * @param client not closed by this
     * @param database {@code staticAssetDb}
     * @param collection of the lease document
     * @param id of the lease document
     * @param deadline of each call
     */
    public MongoLeaseStore(MongoClient client, String database, String collection, String id, Duration deadline) {
        this.client = client;
        this.leases = client.getDatabase(database)
                .getCollection(collection, BsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.LOCAL)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        this.id = id;
    }

    @Override
    public Reading read() throws PortException {
        try (ClientSession session = client.startSession()) {
            BsonDocument found = leases.find(session, Filters.eq(id)).first();
            BsonTimestamp time = session.getOperationTime();
            return new Reading(
                    found == null ? null : LeaseDocument.read(found),
                    time == null ? ClusterTime.NONE : ClusterTime.of(time));
        } catch (MongoException | IllegalStateException e) {
            throw new PortException("the lease can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void insertIfAbsent() throws PortException {
        try {
            leases.insertOne(LeaseDocument.initial(id));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw new PortException("the lease can't be inserted: " + e.getMessage(), e);
            }
        } catch (MongoException | IllegalStateException e) {
            throw new PortException("the lease can't be inserted: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Lease compareAndSet(Expected expected, Change change) throws PortException {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        try {
            BsonDocument after = leases.findOneAndUpdate(filter(expected), update(change), options);
            return after == null ? null : LeaseDocument.read(after);
        } catch (MongoException | IllegalStateException e) {
            throw new PortException("the lease can't be changed: " + e.getMessage(), e);
        }
    }

    private Bson filter(Expected expected) {
        List<Bson> conditions =
                new ArrayList<>(List.of(Filters.eq(id), Filters.eq(LeaseDocument.TERM, expected.term())));
        if (expected.beat() != null) {
            conditions.add(Filters.eq(LeaseDocument.BEAT, expected.beat()));
        }
        if (expected.holder() != null) {
            conditions.add(Filters.eq(LeaseDocument.HOLDER, expected.holder()));
        }
        return Filters.and(conditions);
    }

    private static Bson update(Change change) {
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.inc(LeaseDocument.BEAT, 1L),
                Updates.set(LeaseDocument.HOLDER, change.holder()),
                Updates.set(LeaseDocument.TERM, change.term()),
                Updates.set(LeaseDocument.PATIENCE, change.patienceMillis())));
        if (change.checkpoint() != null) {
            changes.add(Updates.set(LeaseDocument.CHECKPOINT, LeaseDocument.write(change.checkpoint())));
        }
        return Updates.combine(changes);
    }
}
