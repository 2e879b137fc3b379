package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.Namespace;
import dev.meerkat.proxy.Operation.Bypass;
import dev.meerkat.proxy.Operation.Write;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A wrapped database: its writes, and what hands out wrapped handles. What is not here is generated from the
 * {@link OperationTable}.
 */
abstract class CachingDatabase implements CachedDatabase {

    private static final MethodHandle NEW =
            Generated.constructor(CachingDatabase.class, MongoDatabase.class, DatabaseBacking.class, ReadPolicy.class);

    /** The driver's database. */
    final MongoDatabase delegate;

    final DatabaseBacking backing;
    final ReadPolicy policy;

    CachingDatabase(DatabaseBacking backing, ReadPolicy policy) {
        this.delegate = backing.database();
        this.backing = backing;
        this.policy = policy;
    }

    static CachedDatabase create(DatabaseBacking backing, ReadPolicy policy) {
        try {
            return (CachingDatabase) (Object) NEW.invokeExact(backing, policy);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
    }

    /** The driver's database that is meant now. */
    final MongoDatabase target() {
        return backing.now().database();
    }

    /** What generated methods do that don't just pass. */
    final @Nullable Object call(Invocation invocation, @Nullable Object[] arguments) {
        DatabaseBacking now = backing.now();
        if (invocation.operation() instanceof Write write) {
            return write.kind() == WriteKind.COMMAND
                    ? now.runCommand(invocation.method(), arguments)
                    : write(now, invocation.method(), write.kind(), arguments);
        }
        if (invocation.operation() instanceof Bypass bypass) {
            now.context().cache().bypassed(bypass.reason());
        }
        return invocation.method().call(now.database(), arguments);
    }

    private static @Nullable Object write(
            DatabaseBacking now, DriverMethod method, WriteKind kind, @Nullable Object[] arguments) {
        String name = now.database().getName();
        return Writes.write(
                now.written(now.database().getWriteConcern().isAcknowledged()),
                method,
                now.database(),
                arguments,
                (own, result) -> kind == WriteKind.CREATE
                        ? Effect.onWhole(new Namespace(name, String.valueOf(own[0])))
                        : Effect.onDatabase(name));
    }

    @Override
    public CachedCollection<Document> getCollection(String collectionName) {
        return CachingCollection.create(backing.collection(delegate.getCollection(collectionName)), policy);
    }

    @Override
    public <T> CachedCollection<T> getCollection(String collectionName, Class<T> documentClass) {
        return CachingCollection.create(
                backing.collection(delegate.getCollection(collectionName, documentClass)), policy);
    }

    @Override
    public AggregateIterable<Document> aggregate(List<? extends Bson> pipeline) {
        return aggregate(pipeline, Document.class);
    }

    @Override
    public <R> AggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> resultClass) {
        return CachingDatabaseAggregate.create(backing.now(), null, pipeline, resultClass);
    }

    @Override
    public AggregateIterable<Document> aggregate(ClientSession session, List<? extends Bson> pipeline) {
        return aggregate(session, pipeline, Document.class);
    }

    @Override
    public <R> AggregateIterable<R> aggregate(
            ClientSession session, List<? extends Bson> pipeline, Class<R> resultClass) {
        return CachingDatabaseAggregate.create(backing.now(), Sessions.required(session), pipeline, resultClass);
    }

    @Override
    public CachedDatabase noCache() {
        return create(backing, policy.uncached());
    }

    @Override
    public CachedDatabase cacheTtl(Duration ttl) {
        return create(backing, policy.keptFor(ttl));
    }

    @Override
    public CachedDatabase maxStale(Duration bound) {
        return create(backing, policy.within(bound));
    }

    @Override
    public CachedDatabase db(String name) {
        return create(backing.in(name), policy);
    }

    @Override
    public CachedDatabase withCodecRegistry(CodecRegistry codecRegistry) {
        return with(delegate.withCodecRegistry(codecRegistry));
    }

    @Override
    public CachedDatabase withReadPreference(ReadPreference readPreference) {
        return with(delegate.withReadPreference(readPreference));
    }

    @Override
    public CachedDatabase withWriteConcern(WriteConcern writeConcern) {
        return with(delegate.withWriteConcern(writeConcern));
    }

    @Override
    public CachedDatabase withReadConcern(ReadConcern readConcern) {
        return with(delegate.withReadConcern(readConcern));
    }

    @Override
    public CachedDatabase withTimeout(long timeout, TimeUnit timeUnit) {
        return with(delegate.withTimeout(timeout, timeUnit));
    }

    private CachedDatabase with(MongoDatabase other) {
        return create(backing.with(other), policy);
    }

    /** Equal are two handles of one driver's database whose collections cache alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CachingDatabase that && backing.equals(that.backing) && policy.equals(that.policy);
    }

    @Override
    public int hashCode() {
        return 31 * delegate.hashCode() + policy.hashCode();
    }

    @Override
    public String toString() {
        return "CachedDatabase[" + delegate.getName() + (policy.noCache() ? ", uncached]" : "]");
    }
}
