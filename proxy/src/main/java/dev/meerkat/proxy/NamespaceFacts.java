package dev.meerkat.proxy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known about namespaces: only a plain collection is cached, and only on MongoDB's own word. The word is cached
 * itself, until the namespace is dropped, renamed or created anew. Thread-safe.
 *
 * <p>That a collection doesn't exist is no such word, since not every server tells when one comes to be; it is remembered for
 * a second, and a refused {@code listCollections} for half a minute: as long as it is not known, reads go to MongoDB, which
 * is never wrong.
 *
 * <p>{@code listCollections} has no read concern: it is asked of the primary, whose answer must be at or after the version
 * that it is filed under.
 */
final class NamespaceFacts {

    private static final Logger LOG = LoggerFactory.getLogger(NamespaceFacts.class);
    private static final Set<Integer> NOT_ALLOWED = Set.of(13, 8000);
    private static final long MISSING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int REMEMBERED = 10_000;

    /**
     * What is known about one namespace, or about several.
     *
     * @param refusal why they are not cached; null where they may be
     * @param simple whether strings compare byte by byte there by default
     */
    record Fact(@Nullable BypassReason refusal, boolean simple) {}

    private static final Fact NOT_CACHED = new Fact(BypassReason.NAMESPACE, false);

    private static final Fact SWITCHED_OFF = new Fact(BypassReason.COLLECTION_OFF, false);

    private record FactKey(Namespace namespace) {}

    private final ReadThroughCache cache;
    private final ProxyOptions options;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Namespace, Long> unknownUntil = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    NamespaceFacts(ReadThroughCache cache, ProxyOptions options, LongSupplier nanoTime) {
        this.cache = cache;
        this.options = options;
        this.nanoTime = nanoTime;
    }

    /** What is known about all of them together. May ask MongoDB. */
    Fact of(List<Namespace> namespaces, MongoCluster client) {
        boolean simple = true;
        for (Namespace namespace : namespaces) {
            Fact fact = of(namespace, client);
            if (fact.refusal() != null) {
                return fact;
            }
            simple &= fact.simple();
        }
        return new Fact(null, simple);
    }

    /** This process has written there: what was missing may exist now. */
    void written(Invalidation change) {
        if (change instanceof Invalidation.Documents documents) {
            unknownUntil.remove(documents.namespace());
        } else if (change instanceof Invalidation.WholeNamespace whole) {
            unknownUntil.remove(whole.namespace());
        } else if (change instanceof Invalidation.WholeDatabase whole) {
            unknownUntil.keySet().removeIf(namespace -> namespace.database().equals(whole.database()));
        } else {
            unknownUntil.clear();
        }
    }

    private Fact of(Namespace namespace, MongoCluster client) {
        if (options.collections().apply(namespace).off()) {
            return SWITCHED_OFF;
        }
        if (Namespace.isServersOwn(namespace.database())
                || namespace.collection().startsWith("system.")
                || options.uncached().test(namespace)
                || isUnknown(namespace)) {
            return NOT_CACHED;
        }
        Lookup lookup = new Lookup(namespace, client);
        Outcome outcome = cache.read(lookup, lookup);
        if (outcome instanceof Outcome.Served served) {
            return decode(served.entry());
        }
        return new Fact(lookup.unknown ? BypassReason.NAMESPACE : ((Outcome.Bypassed) outcome).reason(), false);
    }

    private static Fact decode(Entry entry) {
        if (entry.shared() instanceof Fact fact) {
            return fact;
        }
        BsonDocument document = new RawBsonDocument(entry.documents());
        Fact fact = new Fact(
                document.getBoolean("plain").getValue() ? null : BypassReason.NAMESPACE,
                document.getBoolean("simple").getValue());
        entry.share(fact);
        return fact;
    }

    private boolean isUnknown(Namespace namespace) {
        Long until = unknownUntil.get(namespace);
        return until != null && nanoTime.getAsLong() - until < 0;
    }

    private void remember(Namespace namespace, long nanos) {
        if (unknownUntil.size() >= REMEMBERED) {
            unknownUntil.clear();
        }
        unknownUntil.put(namespace, nanoTime.getAsLong() + nanos);
    }

    /** Asks MongoDB about one namespace. */
    private final class Lookup implements ReadRequest, Loader {

        private final Namespace namespace;
        private final MongoCluster client;
        private boolean unknown;

        Lookup(Namespace namespace, MongoCluster client) {
            this.namespace = namespace;
            this.client = client;
        }

        @Override
        public Object nearKey() {
            return new FactKey(namespace);
        }

        @Override
        public QueryKey key() {
            return QueryKey.of(new BsonDocument("ns", new BsonString(namespace.fullName()))
                    .append("op", new BsonString("listCollections")));
        }

        @Override
        public Dependencies dependencies() {
            return Dependencies.existence(namespace);
        }

        @Override
        public Duration ttl() {
            return options.defaultTtl();
        }

        @Override
        public boolean counted() {
            return false;
        }

        @Override
        public Loaded load(long asof) throws PortException {
            try (ClientSession session = Sessions.after(client, asof)) {
                BsonDocument info = client.getDatabase(namespace.database())
                        .withCodecRegistry(Backing.RAW)
                        .withTimeout(options.fillTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .listCollections(session, BsonDocument.class)
                        .filter(new BsonDocument("name", new BsonString(namespace.collection())))
                        .first();
                if (info == null) {
                    throw unknown(MISSING_NANOS, "it doesn't exist", null);
                }
                long time = Sessions.operationTime(session, asof);
                if (Long.compareUnsigned(time, asof) < 0) {
                    throw new PortException("The server that answered is behind " + asof + ".");
                }
                return new Loaded.Complete(QueryKey.of(fact(info)).bytes(), time);
            } catch (MongoCommandException e) {
                throw NOT_ALLOWED.contains(e.getErrorCode()) ? notAllowed(e) : failed(e);
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        private PortException notAllowed(MongoCommandException e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn(
                        "{} is not cached: its user may not run listCollections there. Grant the privilege"
                                + " {resource: {db: \"{}\", collection: \"\"}, actions: [\"listCollections\"]}, which the role"
                                + " \"read\" includes. More of this kind won't be logged.",
                        namespace,
                        namespace.database());
            }
            return unknown(REFUSED_NANOS, "listCollections is not allowed", e);
        }

        private PortException unknown(long nanos, String why, @Nullable Exception cause) {
            unknown = true;
            remember(namespace, nanos);
            String message = "Nothing is known about " + namespace + ": " + why;
            return cause == null ? new PortException(message) : new PortException(message, cause);
        }

        private PortException failed(RuntimeException e) {
            return new PortException("listCollections failed for " + namespace, e);
        }
    }

    private static BsonDocument fact(BsonDocument info) {
        BsonDocument settings = info.getDocument("options", new BsonDocument());
        boolean plain =
                info.getString("type", new BsonString("collection")).getValue().equals("collection")
                        && !settings.getBoolean("capped", BsonBoolean.FALSE).getValue()
                        && !settings.containsKey("timeseries")
                        && !settings.containsKey("viewOn");
        BsonDocument collation = settings.getDocument("collation", new BsonDocument());
        boolean simple = collation.isEmpty()
                || collation.getString("locale", new BsonString("?")).getValue().equals("simple");
        return new BsonDocument("plain", BsonBoolean.valueOf(plain)).append("simple", BsonBoolean.valueOf(simple));
    }
}
