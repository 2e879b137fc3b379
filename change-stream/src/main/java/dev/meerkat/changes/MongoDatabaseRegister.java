package dev.meerkat.changes;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.spi.DatabaseRegister;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** The register as a collection: a document for each database, whose {@code _id} is the database's name. */
public final class MongoDatabaseRegister implements DatabaseRegister {

    /** The collection. */
    public static final String COLLECTION = MetadataNames.PREFIX + "databases";

    /** When a database was last asked for: a document is forgotten some time after. */
    public static final String ASKED_AT = "askedAt";

    /** Far more than can be watched one by one. */
    private static final int LIMIT = 1000;

    private final MongoCollection<BsonDocument> databases;

    /**
     * Reads and writes nothing yet.
     *
     * @param database {@code staticAssetDb}
     * @param deadline of each call
     */
    public MongoDatabaseRegister(MongoDatabase database, Duration deadline) {
        this.databases = database.getCollection(COLLECTION, BsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.LOCAL)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void add(String name) throws PortException {
        try {
            databases.updateOne(Filters.eq(name), Updates.currentDate(ASKED_AT), new UpdateOptions().upsert(true));
        } catch (MongoException | IllegalStateException e) {
            throw new PortException("the register of databases can't be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Set<String> read() throws PortException {
        Set<String> names = new TreeSet<>();
        try (MongoCursor<BsonDocument> found = databases
                .find()
                .projection(Projections.include("_id"))
                .limit(LIMIT)
                .cursor()) {
            found.forEachRemaining(
                    document -> names.add(document.getString("_id").getValue()));
        } catch (MongoException | IllegalStateException e) {
            throw new PortException("the register of databases can't be read: " + e.getMessage(), e);
        }
        return names;
    }
}
