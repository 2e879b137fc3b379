package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ReadThroughCache;
import java.time.Duration;
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
    static final CodecRegistry RAW = CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(new RawDocumentCodec()),
            CodecRegistries.fromProviders(new BsonValueCodecProvider()));

    private final ProxyContext context;
    private final MongoCollection<T> collection;
    private final MongoCluster client;
    private final Namespace namespace;
    private final KeyScope scope;
    private final boolean named;
    private final WriteTarget written;
    private final CollectionSettings settings;
    private final ReadThroughCache cache;
    private final @Nullable BypassReason refusal;
    private volatile @Nullable Backing<T> sibling;
    private volatile @Nullable Results<?> documents;
    private volatile @Nullable Results<?> otherDocuments;
    private volatile @Nullable ServerAddress lastServer;
    private volatile @Nullable MongoCollection<RawBsonDocument> raw;

    /** Of a collection in the database that its code names. */
    Backing(ProxyContext context, MongoCollection<T> collection, MongoCluster client) {
        this(context, collection, client, false);
    }

    /**
     * Of a collection.
     *
     * @param named whether a caller has named its database, which holds against what is said about calls
     */
    Backing(ProxyContext context, MongoCollection<T> collection, MongoCluster client, boolean named) {
        this.context = context;
        this.collection = collection;
        this.client = client;
        this.namespace = new Namespace(
                collection.getNamespace().getDatabaseName(),
                collection.getNamespace().getCollectionName());
        this.scope = new KeyScope(
                namespace,
                collection.getReadPreference(),
                collection.getReadConcern(),
                context.keys().codecs(collection.getCodecRegistry()));
        this.named = named;
        this.written = new WriteTarget(
                context, client, collection.getWriteConcern().isAcknowledged(), Effect.onWhole(namespace), namespace);
        this.settings = context.settings(namespace);
        this.cache = context.caches().of(settings);
        this.refusal = settings.off() ? BypassReason.COLLECTION_OFF : refusal(collection, client);
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

    /** What answers this handle's reads, and is told of its writes. */
    ReadThroughCache cache() {
        return cache;
    }

    /** What this handle's writes go to. */
    WriteTarget written() {
        return written;
    }

    /** How long a result is kept: as the caller says, else as the collection's settings do, else by default. */
    Duration ttl(ReadPolicy policy) {
        Duration said = policy.ttl() == null ? settings.ttl() : policy.ttl();
        return said == null ? context.options().defaultTtl() : said;
    }

    /** A result of more bytes is not cached. */
    int resultBytes() {
        return settings.resultBytes() == 0 ? context.options().resultBytes() : settings.resultBytes();
    }

    /** The same over another handle of the same client. */
    <N> Backing<N> with(MongoCollection<N> other) {
        return new Backing<>(context, other, client, named);
    }

    /** The same for another owner. */
    Backing<T> in(ProxyContext other) {
        return new Backing<>(other, collection, client, named);
    }

    /** As is said about the calls: in the database that is named, unless the handle itself names one or is of the server's own. */
    Backing<T> under(CallOptions options) {
        String database = TenantName.instead(options, namespace.database(), named);
        if (database == null) {
            return this;
        }
        Backing<T> last = sibling;
        if (last == null || !last.namespace.database().equals(database)) {
            last = in(database);
            sibling = last;
        }
        return last;
    }

    /** The collection of the same name and settings in a database that the caller names. */
    Backing<T> in(String database) {
        MongoCollection<T> there = client.getDatabase(TenantName.checked(database, context.options()))
                .getCollection(namespace.collection(), collection.getDocumentClass())
                .withCodecRegistry(collection.getCodecRegistry())
                .withReadPreference(collection.getReadPreference())
                .withReadConcern(collection.getReadConcern())
                .withWriteConcern(collection.getWriteConcern());
        Long timeout = collection.getTimeout(TimeUnit.MILLISECONDS);
        return new Backing<>(
                context, timeout == null ? there : there.withTimeout(timeout, TimeUnit.MILLISECONDS), client, true);
    }

    /** Renders as the driver does at execution. */
    BsonDocument render(Bson bson) {
        return bson.toBsonDocument(collection.getDocumentClass(), collection.getCodecRegistry());
    }

    /** Decodes documents of this type. */
    @SuppressWarnings("unchecked")
    <R> Results<R> documents(Class<R> type) {
        Results<?> known = type == collection.getDocumentClass() ? documents : otherDocuments;
        if (known != null && known.type() == type) {
            return (Results<R>) known;
        }
        Results<R> made =
                Results.ofDocuments(type, collection.getCodecRegistry().get(type));
        if (type == collection.getDocumentClass()) {
            documents = made;
        } else {
            otherDocuments = made;
        }
        return made;
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
        if (maxTimeMillis > 0) {
            return makeRaw(maxTimeMillis);
        }
        MongoCollection<RawBsonDocument> known = raw;
        if (known == null) {
            known = makeRaw(0);
            raw = known;
        }
        return known;
    }

    private MongoCollection<RawBsonDocument> makeRaw(long maxTimeMillis) {
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
