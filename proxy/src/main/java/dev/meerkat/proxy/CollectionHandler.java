package dev.meerkat.proxy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Entry;
import dev.meerkat.proxy.IterableHandler.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What a wrapped collection does with each call, by {@link OperationTable}. Thread-safe. */
final class CollectionHandler<T> implements InvocationHandler {

    private static final Map<Method, DriverCall> CALLS = new ConcurrentHashMap<>();

    private final CollectionProxies proxies;
    private final Backing<T> backing;
    private final ReadPolicy policy;
    private final Results<T> results;

    CollectionHandler(CollectionProxies proxies, Backing<T> backing, ReadPolicy policy) {
        this.proxies = proxies;
        this.backing = backing;
        this.policy = policy;
        this.results = Results.ofDocuments(
                backing.collection().getCodecRegistry().get(backing.collection().getDocumentClass()));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "noCache" -> proxies.wrap(backing, policy.uncached());
            case "cacheTtl" -> proxies.wrap(backing, policy.keptFor((Duration) argument(arguments)));
            case "db" -> proxies.wrap(proxies.inDatabase(backing, (String) argument(arguments)), policy);
            case "findById" -> findById(argument(arguments));
            case "findOne" ->
                Optional.ofNullable(((CachedCollection<?>) proxy)
                        .find((Bson) argument(arguments))
                        .first());
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "CachedCollection[" + backing.namespace() + "]";
            default -> call(DriverCall.of(CALLS, MongoCollection.class, method), arguments);
        };
    }

    private static Object argument(@Nullable Object[] arguments) {
        Object argument = arguments[0];
        if (argument == null) {
            throw new IllegalArgumentException("the argument can not be null");
        }
        return argument;
    }

    private Optional<T> findById(Object id) {
        Entry entry = proxies.reads().entry(backing, new IdQuery(backing, id), policy);
        if (entry != null) {
            try {
                return Optional.ofNullable(results.first(entry));
            } catch (RuntimeException e) {
                proxies.reads().bypass(BypassReason.DECODING);
            }
        }
        return Optional.ofNullable(backing.collection()
                .find(com.mongodb.client.model.Filters.eq("_id", id))
                .first());
    }

    private @Nullable Object call(DriverCall call, @Nullable Object[] arguments) {
        Kind kind = Kind.of(call.method().name());
        if (kind != null) {
            return new IterableHandler<>(proxies, backing, policy, kind, call.method(), arguments).handle();
        }
        Operation operation = call.operation();
        if (operation instanceof Operation.Write write) {
            return proxies.writes().run(backing, call.method(), write.kind(), arguments);
        } else if (operation instanceof Operation.Read) {
            return count(call, arguments);
        } else if (operation instanceof Operation.Bypass bypass) {
            proxies.reads().bypass(bypass.reason());
        }
        Object result = call.method().call(backing.collection(), arguments);
        return result instanceof MongoCollection<?> other
                ? proxies.wrap(proxies.backing(other, backing.client()), policy)
                : result;
    }

    private @Nullable Object count(DriverCall call, @Nullable Object[] arguments) {
        boolean hasOptions = arguments.length > 1;
        Bson filter = arguments.length > 0 ? (Bson) arguments[0] : new BsonDocument();
        CountOptions options = hasOptions ? (CountOptions) arguments[1] : new CountOptions();
        if (filter != null && options != null) {
            Entry entry = proxies.reads().entry(backing, new CountQuery(backing, filter, options), policy);
            Long count = entry == null ? null : Results.COUNT.first(entry);
            if (count != null) {
                return count;
            }
        }
        return call.method().call(backing.collection(), Arrays.copyOf(arguments, arguments.length));
    }
}
