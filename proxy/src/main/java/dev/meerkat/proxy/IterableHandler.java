package dev.meerkat.proxy;

import com.mongodb.Function;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoIterable;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Namespace;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A find, an aggregation or a distinct: collects options, and acts at the terminal call. Used by one thread at a time.
 *
 * @param <R> the type of the results
 */
final class IterableHandler<R> implements InvocationHandler {

    private static final Map<Method, DriverCall> CALLS = new ConcurrentHashMap<>();

    private final CollectionProxies proxies;
    private Backing<?> backing;
    private ReadPolicy policy;
    private final Kind kind;
    private final DriverMethod origin;
    private final @Nullable Object[] arguments;
    private final Settings settings = new Settings();
    private final Results<R> results;

    /** What is read. */
    enum Kind {
        FIND("find", FindIterable.class, CachedFindIterable.class),
        AGGREGATE("aggregate", AggregateIterable.class, CachedAggregateIterable.class),
        DISTINCT("distinct", DistinctIterable.class, CachedDistinctIterable.class);

        private final String method;
        private final Class<?> driverInterface;
        private final GeneratedHandle<?> handles;

        Kind(String method, Class<?> driverInterface, Class<?> ours) {
            this.method = method;
            this.driverInterface = driverInterface;
            this.handles = new GeneratedHandle<>(ours);
        }

        static @Nullable Kind of(String method) {
            for (Kind kind : values()) {
                if (kind.method.equals(method)) {
                    return kind;
                }
            }
            return null;
        }
    }

    IterableHandler(
            CollectionProxies proxies,
            Backing<?> backing,
            ReadPolicy policy,
            Kind kind,
            DriverMethod origin,
            @Nullable Object[] arguments) {
        this.proxies = proxies;
        this.backing = backing;
        this.policy = policy;
        this.kind = kind;
        this.origin = origin;
        this.arguments = arguments.clone();
        this.results = results();
    }

    Object handle() {
        own(); // the driver checks its arguments now
        return kind.handles.create(this);
    }

    @SuppressWarnings("unchecked")
    private Results<R> results() {
        Class<?> type = backing.collection().getDocumentClass();
        for (Object argument : arguments) {
            type = argument instanceof Class<?> given ? given : type;
        }
        org.bson.codecs.Codec<R> codec = (org.bson.codecs.Codec<R>)
                backing.collection().getCodecRegistry().get(type);
        return kind == Kind.DISTINCT ? Results.ofValues(codec) : Results.ofDocuments(codec);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) {
        @Nullable Object[] values = given == null ? new Object[0] : given;
        switch (method.getName()) {
            case "noCache" -> policy = policy.uncached();
            case "cacheTtl" -> policy = policy.keptFor((Duration) Objects.requireNonNull(values[0], "ttl"));
            case "db" -> backing = proxies.inDatabase(backing, (String) Objects.requireNonNull(values[0], "name"));
            case "equals" -> {
                return proxy == values[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "toString" -> {
                return "Cached " + kind + "[" + backing.namespace() + "]";
            }
            case "first" -> {
                return first();
            }
            case "iterator", "cursor" -> {
                List<@Nullable R> all = all();
                if (all == null && writing()) {
                    all = write(iterable -> iterable.into(new ArrayList<>()));
                }
                return all == null ? own().cursor() : new ListCursor<>(all, backing.server());
            }
            case "into" -> {
                Collection<Object> target = (Collection<Object>) Objects.requireNonNull(values[0], "target");
                forEach(target::add);
                return target;
            }
            case "forEach" -> {
                forEach((Consumer<Object>) Objects.requireNonNull(values[0], "action"));
                return null;
            }
            case "spliterator" -> {
                return ((MongoIterable<R>) proxy).into(new ArrayList<>()).spliterator();
            }
            case "map" -> {
                return new MappedIterable<>(
                        (MongoIterable<R>) proxy, (Function<R, Object>) Objects.requireNonNull(values[0], "mapper"));
            }
            default -> {
                DriverCall call = DriverCall.of(CALLS, kind.driverInterface, method);
                if (!(call.operation() instanceof Operation.Option option)) {
                    return pass(call, values);
                }
                settings.set(call.method(), option.role(), values);
                own(); // the driver checks the option now
            }
        }
        return proxy;
    }

    private @Nullable Object pass(DriverCall call, @Nullable Object[] values) {
        if (call.operation() instanceof Operation.Bypass bypass) {
            proxies.reads().bypass(bypass.reason());
        }
        return writing()
                ? write(iterable -> call.method().call(iterable, values))
                : call.method().call(own(), values);
    }

    private @Nullable R first() {
        Entry entry = entry(true);
        if (entry != null) {
            try {
                return results.first(entry);
            } catch (RuntimeException e) {
                proxies.reads().bypass(BypassReason.DECODING);
            }
        }
        return writing() ? write(MongoIterable::first) : own().first();
    }

    private void forEach(Consumer<Object> action) {
        List<@Nullable R> all = all();
        if (all == null) {
            if (writing()) {
                this.<Collection<R>>write(iterable -> iterable.into(new ArrayList<>()))
                        .forEach(action);
            } else {
                own().forEach(action);
            }
        } else {
            all.forEach(action);
        }
    }

    private @Nullable List<@Nullable R> all() {
        Entry entry = entry(false);
        if (entry != null) {
            try {
                return results.all(entry);
            } catch (RuntimeException e) {
                proxies.reads().bypass(BypassReason.DECODING);
            }
        }
        return null;
    }

    private @Nullable Entry entry(boolean first) {
        if (origin.takesSession()) {
            return proxies.reads().bypass(BypassReason.SESSION);
        }
        if (writing()) {
            return null;
        }
        return proxies.reads().entry(backing, query(first), policy);
    }

    private Query query(boolean first) {
        return switch (kind) {
            case FIND -> new FindQuery(backing, settings.isSet("filter") ? null : filterAt(0), settings, first);
            case AGGREGATE -> new AggregateQuery(backing, pipeline(), settings);
            case DISTINCT ->
                new DistinctQuery(
                        backing,
                        (String) Objects.requireNonNull(arguments[0]),
                        settings.isSet("filter") ? null : filterAt(1),
                        settings);
        };
    }

    private @Nullable Bson filterAt(int index) {
        return arguments.length > index && arguments[index] instanceof Bson filter ? filter : null;
    }

    private List<BsonDocument> pipeline() {
        List<?> stages = (List<?>) Objects.requireNonNull(arguments[origin.takesSession() ? 1 : 0]);
        List<BsonDocument> rendered = new ArrayList<>();
        stages.forEach(stage -> rendered.add(backing.render((Bson) stage)));
        return rendered;
    }

    private boolean writing() {
        return kind == Kind.AGGREGATE && Pipelines.writes(pipeline());
    }

    /** Runs a pipeline that writes, in a session whose operation time is known, and takes note of what it wrote. */
    private <X> X write(java.util.function.Function<MongoIterable<R>, X> action) {
        Namespace target = Pipelines.target(backing.namespace(), pipeline());
        ClientSession given = session();
        if (given != null) {
            try {
                return action.apply(own());
            } finally {
                proxies.writes().raiseWhole(given, target == null ? backing.namespace() : target);
            }
        }
        try (ClientSession session = backing.client().startSession()) {
            try {
                return action.apply(own(origin.call(backing.collection(), session, arguments)));
            } finally {
                proxies.writes().raiseWhole(session, target == null ? backing.namespace() : target);
            }
        }
    }

    private MongoIterable<R> own() {
        return own(origin.call(backing.collection(), arguments));
    }

    @SuppressWarnings("unchecked")
    private MongoIterable<R> own(@Nullable Object iterable) {
        settings.applyAll(Objects.requireNonNull(iterable));
        return (MongoIterable<R>) iterable;
    }

    /** The session that a caller handed in. */
    @Nullable
    ClientSession session() {
        return origin.takesSession() ? (ClientSession) arguments[0] : null;
    }
}
