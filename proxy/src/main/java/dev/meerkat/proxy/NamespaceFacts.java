package dev.meerkat.proxy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.ListCollectionsIterable;
import com.mongodb.client.MongoCluster;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a namespace before anything of it is cached: that it is a plain collection, and whether its strings
 * compare byte by byte. The fact is itself a cached entry, invalidated when the namespace is dropped or renamed. That a
 * namespace doesn't exist is no evidence: it may become a view. Thread-safe.
 */
final class NamespaceFacts {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final String SIMPLE = "simple";

    private final ReadThroughCache cache;

    NamespaceFacts(ReadThroughCache cache) {
        this.cache = cache;
    }

    /**
     * What is known of a plain collection.
     *
     * @param simple whether its default collation is the simple one
     */
    record Fact(boolean simple) {}

    private record Key(Namespace namespace) {}

    /** The fact, or null where the namespace is not known to be a plain collection now. */
    @Nullable
    Fact of(MongoCluster client, Namespace namespace) {
        Outcome outcome = cache.read(new Request(namespace), asof -> load(client, namespace));
        if (!(outcome instanceof Outcome.Served served) || served.entry().documents().length == 0) {
            return null;
        }
        BsonDocument fact = new RawBsonDocument(served.entry().documents());
        return new Fact(fact.getBoolean(SIMPLE).getValue());
    }

    private static Loader.Loaded load(MongoCluster client, Namespace namespace) throws PortException {
        try (ClientSession session = client.startSession()) {
            ListCollectionsIterable<BsonDocument> listed = client.getDatabase(namespace.database())
                    .listCollections(session, BsonDocument.class)
                    .filter(new BsonDocument("name", new BsonString(namespace.collection())));
            BsonDocument found = listed.first();
            if (found == null || !isPlain(found)) {
                throw new PortException(namespace + " is not known to be a plain collection");
            }
            BsonTimestamp time = session.getOperationTime();
            return new Loader.Loaded.Complete(
                    QueryKey.of(new BsonDocument(SIMPLE, BsonBoolean.valueOf(isSimple(found))))
                            .bytes(),
                    time == null ? ClusterTime.NONE : ClusterTime.of(time));
        } catch (MongoException e) {
            throw new PortException("listCollections on " + namespace + " failed: " + e.getMessage(), e);
        }
    }

    private static BsonDocument options(BsonDocument collection) {
        return collection.getDocument("options", new BsonDocument());
    }

    private static boolean isPlain(BsonDocument collection) {
        return collection.getString("type", new BsonString("")).getValue().equals("collection")
                && !options(collection).getBoolean("capped", BsonBoolean.FALSE).getValue();
    }

    private static boolean isSimple(BsonDocument collection) {
        BsonDocument collation = options(collection).getDocument("collation", new BsonDocument());
        return collation.getString("locale", new BsonString(SIMPLE)).getValue().equals(SIMPLE);
    }

    /** The request for a fact; it doesn't count as a caller's read. */
    private record Request(Namespace namespace) implements ReadRequest {

        @Override
        public Object nearKey() {
            return new Key(namespace);
        }

        @Override
        public QueryKey key() {
            return QueryKey.of(new BsonDocument("op", new BsonString("namespaceFact"))
                    .append("ns", new BsonString(namespace.fullName())));
        }

        @Override
        public Dependencies dependencies() {
            return Dependencies.existence(namespace);
        }

        @Override
        public Duration ttl() {
            return TTL;
        }

        @Override
        public boolean counted() {
            return false;
        }
    }
}
