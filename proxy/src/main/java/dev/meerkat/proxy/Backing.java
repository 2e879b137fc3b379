package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Namespace;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The driver's collection behind a wrapped one, with what never changes about it. Thread-safe.
 *
 * @param <T> the type of the documents
 */
final class Backing<T> {

    private static final Set<String> SYSTEM_DATABASES = Set.of("admin", "config", "local");

    private final MongoCollection<T> collection;
    private final MongoCluster client;
    private final Namespace namespace;
    private final KeyScope scope;
    private final MongoCollection<RawBsonDocument> raw;
    private final @Nullable BypassReason refusal;
    private volatile @Nullable ServerAddress server;

    Backing(MongoCollection<T> collection, MongoCluster client, Predicate<Namespace> uncached) {
        this.collection = collection;
        this.client = client;
        this.namespace = new Namespace(
                collection.getNamespace().getDatabaseName(),
                collection.getNamespace().getCollectionName());
        this.scope = new KeyScope(
                namespace, collection.getReadPreference(), collection.getReadConcern(), collection.getCodecRegistry());
        this.raw = collection.withDocumentClass(RawBsonDocument.class).withReadConcern(ReadConcern.MAJORITY);
        this.refusal = refusal(uncached);
    }

    private @Nullable BypassReason refusal(Predicate<Namespace> uncached) {
        ReadConcernLevel level = collection.getReadConcern().getLevel();
        if (level == ReadConcernLevel.LINEARIZABLE || level == ReadConcernLevel.SNAPSHOT) {
            return BypassReason.READ_CONCERN;
        }
        boolean ours = SYSTEM_DATABASES.contains(namespace.database())
                || namespace.collection().startsWith("system.")
                || uncached.test(namespace)
                || DriverInternals.encrypts(collection, client);
        return ours ? BypassReason.NAMESPACE : null;
    }

    MongoCollection<T> collection() {
        return collection;
    }

    MongoCluster client() {
        return client;
    }

    Namespace namespace() {
        return namespace;
    }

    KeyScope scope() {
        return scope;
    }

    /** The collection as the read that fills the cache sees it: raw documents, majority read concern. */
    MongoCollection<RawBsonDocument> raw() {
        return raw;
    }

    /** Why nothing of this collection is ever cached; null where it may be. */
    @Nullable
    BypassReason refusal() {
        return refusal;
    }

    BsonDocument render(Bson bson) {
        return bson.toBsonDocument(collection.getDocumentClass(), collection.getCodecRegistry());
    }

    void sawServer(@Nullable ServerAddress address) {
        server = address;
    }

    /** The server that last answered a read of this handle; a cached cursor names it. */
    @Nullable
    ServerAddress server() {
        return server;
    }
}
