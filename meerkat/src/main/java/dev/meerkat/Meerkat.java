package dev.meerkat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.changes.InvalidationMarks;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.HttpEndpoint;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.CachedDatabase;
import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.CallScopes;
import dev.meerkat.proxy.HandleProxies;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.invoke.MethodHandles;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A cache in front of MongoDB that stays true: wrap what reads and writes, and go on as before.
 *
 * <p>Each process builds one and keeps it for its lifetime. Thread-safe. {@link #close} stops every thread that was
 * started, and closes the clients that Meerkat made, never those that were handed in; wrapped objects must not be used
 * afterwards.
 */
public final class Meerkat implements AutoCloseable {

    private final Assembly parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Meerkat(Assembly parts) {
        this.parts = parts;
    }

    /**
     * Begins to collect the settings.
     *
     * @return a builder without any setting
     */
    public static MeerkatBuilder builder() {
        return new MeerkatBuilder();
    }

    /**
     * {@return all settings of a process, as files and the environment know them; those of single collections are not
     * among them}
     */
    public static List<KnownSetting> settings() {
        return Settings.OF_PROCESS.stream().map(KnownSetting::of).toList();
    }

    static Meerkat start(MeerkatConfig config) {
        return new Meerkat(Assembly.begun(config));
    }

    /**
     * Wraps a collection: reads through the result are cached, writes through it are seen at once in this process.
     *
     * <p>MongoDB is asked once for each client other than Meerkat's own, whether it is the deployment that is watched.
     *
     * @param <T> the documents' type
     * @param collection from any client of the same deployment; one that is wrapped already is returned as it is
     * @return the same, cached
     * @throws MeerkatException where the collection is of another deployment, or where that can't be found out now
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection) {
        return parts.proxies().wrap(collection);
    }

    /**
     * Wraps a collection whose client can't be found from it, such as one that another library has wrapped.
     *
     * @param <T> the documents' type
     * @param collection the driver's collection, or a wrapped one
     * @param client where the collection comes from
     * @return the same, cached
     * @throws MeerkatException as {@link #wrap(MongoCollection)} does
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        return parts.proxies().wrap(collection, client);
    }

    /**
     * Wraps a database: its collections are wrapped, and what its commands write is told to the cache.
     *
     * @param database the driver's database
     * @return the same, cached
     */
    public CachedDatabase wrap(MongoDatabase database) {
        return parts.proxies().wrap(database);
    }

    /**
     * Wraps a database whose client can't be found from it, such as one that another library has wrapped.
     *
     * @param database the driver's database
     * @param client where the database comes from
     * @return the same, cached
     */
    public CachedDatabase wrap(MongoDatabase database, MongoCluster client) {
        return parts.proxies().wrap(database, client);
    }

    /**
     * Wraps a client: its databases and their collections are. It stays its maker's to close.
     *
     * @param client the driver's client
     * @return the same, cached
     */
    public CachedClient wrap(MongoClient client) {
        return parts.proxies().wrap(client);
    }

    /**
     * Wraps a repository: the result is a copy of it, of the same class, whose collections, databases and clients are
     * wrapped, so that calls of its methods among each other are cached too.
     *
     * @param <R> the repository's type
     * @param repository of a class that can be extended, or a JDK proxy; one that is wrapped already is returned as it
     *     is
     * @return the same, cached
     * @throws IllegalArgumentException where it can't be copied, saying what to do instead
     */
    public <R> R wrap(R repository) {
        return parts.repositories().wrap(repository);
    }

    /**
     * Wraps a repository of a module that doesn't open its package.
     *
     * @param <R> the repository's type
     * @param repository a repository that holds handles
     * @param lookup {@code MethodHandles.lookup()}, called in that module
     * @return the same, cached
     */
    public <R> R wrap(R repository, MethodHandles.Lookup lookup) {
        return parts.repositories().wrap(repository, lookup);
    }

    /**
     * Wraps a repository by its interface, where its class is final, or a record, or hidden.
     *
     * @param <R> the repository's type
     * @param type an interface, or a class that can be extended
     * @param implementation an instance of the type
     * @return the same, cached
     */
    public <R> R wrap(Class<R> type, Object implementation) {
        return parts.repositories().wrap(type, implementation);
    }

    /**
     * Wraps a repository by its interface, of a module that doesn't open its package.
     *
     * @param <R> the repository's type
     * @param type an interface, or a class that can be extended
     * @param implementation an instance of the type
     * @param lookup {@code MethodHandles.lookup()}, called in that module
     * @return the same, cached
     */
    public <R> R wrap(Class<R> type, Object implementation, MethodHandles.Lookup lookup) {
        return parts.repositories().wrap(type, implementation, lookup);
    }

    /**
     * Makes a repository of a client that is wrapped, where a copy would be wrong: such a repository may have any
     * state.
     *
     * @param <R> the repository's type
     * @param type an interface, or a class that can be extended
     * @param factory gets Meerkat's own client, wrapped; called once, now
     * @return the same, cached
     */
    public <R> R wrap(Class<R> type, Function<MongoClient, ? extends R> factory) {
        return parts.repositories().wrap(type, factory);
    }

    /**
     * {@return the same repository, collection, database or client, whose reads go straight to MongoDB}
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     */
    public <R> R noCache(R wrapped) {
        return parts.views().noCache(wrapped);
    }

    /**
     * {@return the same repository, collection, database or client, which keeps what it fetches for this long at most}
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @param ttl how long a result fetched through it is kept at most; a millisecond at least
     */
    public <R> R cacheTtl(R wrapped, Duration ttl) {
        return parts.views().cacheTtl(wrapped, ttl);
    }

    /**
     * {@return the same repository, collection, database or client with another bound: what may miss a change that is
     * older is not served} A looser one is served while {@link #health} already says that others are not.
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @param bound not negative
     */
    public <R> R maxStale(R wrapped, Duration bound) {
        return parts.views().maxStale(wrapped, bound);
    }

    /**
     * {@return the same repository, collection or database in another database, for reads and for writes}
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @param name a database's name
     * @throws IllegalStateException now or when it is used, unless {@code multiDb} is on
     */
    public <R> R db(R wrapped, String name) {
        return parts.views().db(wrapped, name);
    }

    /**
     * Begins a chain of reads and writes in this thread, which has seen nothing yet.
     *
     * @return the chain, to be closed by this thread
     */
    public CausalSession session() {
        return session(new CausalPast(ClusterTime.NONE));
    }

    /**
     * Goes on with a chain of reads and writes in this thread, wherever it began. A read that can't yet be answered so
     * waits in MongoDB until it can.
     *
     * @param token what {@link CausalSession#token} gave, in this process or in another; of another deployment, or from
     *     before this one was restored, it counts as a chain that has seen nothing
     * @return the chain, to be closed by this thread
     * @throws IllegalArgumentException where it is no such token
     */
    public CausalSession after(String token) {
        return session(CausalToken.parse(token).in(parts.deployment().epoch()));
    }

    private CausalSession session(CausalPast past) {
        return new CausalSession(
                past,
                seen -> CausalToken.of(parts.deployment().epoch(), seen),
                parts.proxies().scopes());
    }

    /**
     * Invalidates all that depends on one document, in every process. Takes one write and no scan. This process has
     * done so when the call returns, others within the bound.
     *
     * @param collection wrapped or not
     * @param id the document's {@code _id}, of any type that the collection's codecs know
     * @throws MeerkatException where MongoDB did not take the order
     */
    public void invalidate(MongoCollection<?> collection, Object id) {
        BsonDocument filter =
                Filters.eq("_id", id).toBsonDocument(collection.getDocumentClass(), collection.getCodecRegistry());
        order(InvalidationMarks.document(namespace(collection), Objects.requireNonNull(filter.get("_id"))));
    }

    /**
     * Invalidates all that depends on a collection, as {@link #invalidate} does.
     *
     * @param collection wrapped or not
     */
    public void clear(MongoCollection<?> collection) {
        order(InvalidationMarks.collection(namespace(collection)));
    }

    /** Invalidates everything, as {@link #invalidate} does. */
    public void clear() {
        order(InvalidationMarks.everything());
    }

    private void order(BsonDocument mark) {
        parts.cache().reads().written(parts.metadata().mark(mark));
    }

    private static Namespace namespace(MongoCollection<?> collection) {
        MongoNamespace namespace = collection.getNamespace();
        return new Namespace(namespace.getDatabaseName(), namespace.getCollectionName());
    }

    /**
     * Takes the cache out: from now on reads and writes through all handles go straight to MongoDB, and this process stops
     * to watch, to follow and to lead. Does nothing where that is so already. Returns when all has stopped, after a few
     * seconds at most.
     */
    public void disable() {
        parts.switching().disable();
    }

    /**
     * Puts the cache in again. Nothing that may have changed meanwhile is served: cached results are as soon as this process
     * surely knows of all changes, as after {@link MeerkatBuilder#build}. Does nothing where the cache is in.
     *
     * @throws MeerkatException where MongoDB doesn't answer, or this one can't be cached; the cache stays out
     * @throws IllegalStateException after {@link #close}
     */
    public void enable() {
        parts.switching().enable();
    }

    /** {@return whether the cache is in; {@link #health} tells whether it serves} */
    public boolean isEnabled() {
        return parts.switching().state().protocol() != null;
    }

    /**
     * Runs the action; nothing that it reads in this thread, through whatever handle, comes from the cache.
     *
     * @param action run now, by this thread
     */
    public void withoutCache(Runnable action) {
        try (CallScopes.Scope scope = parts.proxies().scopes().withoutCache()) {
            action.run();
        }
    }

    /**
     * What the action returns; nothing that it reads in this thread, through whatever handle, comes from the cache.
     *
     * @param <T> the result's type
     * @param action run now, by this thread
     * @return what the action returns
     */
    public <T extends @Nullable Object> T withoutCache(Supplier<T> action) {
        try (CallScopes.Scope scope = parts.proxies().scopes().withoutCache()) {
            return action.get();
        }
    }

    /**
     * Says something of all that this thread reads, through whatever handle, until the result is closed. What handles, callers
     * and annotations say holds against it.
     *
     * @param options such as {@code CallOptions.NONE.keptFor(Duration.ofHours(1))}; they name no database
     * @return to be closed in this thread, the last opened first
     * @throws IllegalArgumentException where the options name a database
     */
    public CallScopes.Scope scope(CallOptions options) {
        return parts.proxies().scopes().byThread(options);
    }

    /** {@return how this process's cache is doing now, and why} */
    public Health health() {
        return Health.of(parts.vitals());
    }

    /**
     * {@return where health and meters are served over HTTP, with the port that was chosen; empty where they are not}
     */
    public Optional<InetSocketAddress> httpEndpoint() {
        return Optional.ofNullable(parts.endpoint()).map(HttpEndpoint::address);
    }

    /**
     * {@return what would become of a read now, and why: key, tags, what lies in the tiers} Sends no read; MongoDB may
     * be asked what kind of collection it is.
     *
     * @param read of a wrapped collection, such as {@code users.find(filter)}
     * @throws IllegalArgumentException where it is of no wrapped collection
     */
    public Explanation explain(MongoIterable<?> read) {
        return HandleProxies.explain(read);
    }

    /**
     * Runs the action and explains its reads through wrapped handles and repositories, in this thread, each as of the
     * moment before it was done. Reads in a session are not among them.
     *
     * @param action run now, by this thread
     * @return in the order of the reads
     */
    public List<Explanation> explain(Runnable action) {
        List<Explanation> explanations = new ArrayList<>();
        try (CallScopes.Scope scope = parts.proxies().scopes().explaining(explanations::add)) {
            action.run();
        }
        return List.copyOf(explanations);
    }

    /** {@return the counts of this process since the start} */
    public CacheStatistics statistics() {
        return parts.cache().reads().statistics();
    }

    /** {@return what was found of the hits that were read again, where {@link MeerkatBuilder#auditShare} says so} */
    public AuditStatistics auditStatistics() {
        return parts.vitals().audit();
    }

    /** {@return the counts of this process as meters, tagged {@code cache=meerkat}} */
    public MeterBinder meters() {
        return parts.meters();
    }

    /** Stops and closes; a second call does nothing. Waits for what is under way, a few seconds at most. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.close();
        }
    }
}
