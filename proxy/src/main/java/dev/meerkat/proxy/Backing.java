package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Namespace;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonValueCodecProvider;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a handle: the driver's collection, the client that it is of, and the cache. Thread-safe.
 *
 * @param <T> the type of the collection's documents
 */
final class Backing<T> {

    /** For what Meerkat itself reads. */
    static final CodecRegistry RAW = CodecRegistries.fromProviders(new BsonValueCodecProvider());

    private final ProxyContext context;
    private final MongoCollection<T> collection;
    private final MongoCluster client;
    private final Namespace namespace;
    private final KeyScope scope;
    private final @Nullable BypassReason refusal;
    private volatile @Nullable Results<T> documents;
    private volatile @Nullable ServerAddress lastServer;

    Backing(ProxyContext context, MongoCollection<T> collection, MongoCluster client) {
        this.context = context;
        this.collection = collection;
        this.client = client;
        this.namespace = new Namespace(
                collection.getNamespace().getDatabaseName(),
                collection.getNamespace().getCollectionName());
        this.scope = new KeyScope(
                namespace, collection.getReadPreference(), collection.getReadConcern(), collection.getCodecRegistry());
        this.refusal = refusal(collection, client);
    }

    private static @Nullable BypassReason refusal(MongoCollection<?> collection, MongoCluster client) {
        ReadConcernLevel level = collection.getReadConcern().getLevel();
        if (level == ReadConcernLevel.LINEARIZABLE || level == ReadConcernLevel.SNAPSHOT) {
            return BypassReason.READ_CONCERN;
        }
        return DriverInternals.encrypts(collection, client) ? BypassReason.ENCRYPTED : null;
    }

    ProxyContext context() {
        return context;
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

    /** Why nothing that this handle reads is cached; null where it may be. */
    @Nullable
    BypassReason refusal() {
        return refusal;
    }

    /** The same over another handle of the same client. */
    <N> Backing<N> with(MongoCollection<N> other) {
        return new Backing<>(context, other, client);
    }

    /** The collection of the same name and settings in another database. */
    Backing<T> in(String database) {
        MongoCollection<T> sibling = client.getDatabase(TenantName.checked(database, context.options()))
                .getCollection(namespace.collection(), collection.getDocumentClass())
                .withCodecRegistry(collection.getCodecRegistry())
                .withReadPreference(collection.getReadPreference())
                .withReadConcern(collection.getReadConcern())
                .withWriteConcern(collection.getWriteConcern());
        Long timeout = collection.getTimeout(TimeUnit.MILLISECONDS);
        return with(timeout == null ? sibling : sibling.withTimeout(timeout, TimeUnit.MILLISECONDS));
    }

    /** Renders as the driver does at execution. */
    BsonDocument render(Bson bson) {
        return bson.toBsonDocument(collection.getDocumentClass(), collection.getCodecRegistry());
    }

    /** Decodes documents of this type. */
    @SuppressWarnings("unchecked")
    <R> Results<R> documents(Class<R> type) {
        if (type != collection.getDocumentClass()) {
            return Results.ofDocuments(type, collection.getCodecRegistry().get(type));
        }
        Results<T> known = documents;
        if (known == null) {
            known = Results.ofDocuments(
                    collection.getDocumentClass(), collection.getCodecRegistry().get(collection.getDocumentClass()));
            documents = known;
        }
        return (Results<R>) known;
    }

    /** Decodes values of this type. */
    <R> Results<R> values(Class<R> type) {
        return Results.ofValues(type, collection.getCodecRegistry().get(type));
    }

    /**
     * The collection as the cache reads it: raw, with majority read concern, within a deadline that is the shortest of the
     * fill's own, the collection's and the caller's.
     *
     * @param maxTimeMillis the caller's; 0 where there is none
     */
    MongoCollection<RawBsonDocument> raw(long maxTimeMillis) {
        long millis = context.options().fillTimeout().toMillis();
        Long timeout = collection.getTimeout(TimeUnit.MILLISECONDS);
        millis = shorter(shorter(millis, maxTimeMillis), timeout == null ? 0 : timeout);
        return collection
                .withDocumentClass(RawBsonDocument.class)
                .withCodecRegistry(RAW)
                .withReadConcern(ReadConcern.MAJORITY)
                .withTimeout(millis, TimeUnit.MILLISECONDS);
    }

    private static long shorter(long millis, long limit) {
        return limit <= 0 ? millis : Math.min(millis, limit);
    }

    /** A fill was answered by this server. */
    void sawServer(ServerAddress server) {
        lastServer = server;
    }

    /** The server of the last fill, or one that would answer now. */
    ServerAddress server() {
        ServerAddress last = lastServer;
        if (last != null) {
            return last;
        }
        try (MongoCursor<BsonValue> cursor = collection
                .distinct(
                        "_id",
                        new BsonDocument("_id", new BsonDocument("$in", new org.bson.BsonArray())),
                        BsonValue.class)
                .cursor()) {
            return cursor.getServerAddress();
        }
    }
}
