package dev.meerkat.spec.entity;

import com.mongodb.client.MongoCursor;
import dev.meerkat.spec.format.Unsupported;
import dev.meerkat.spec.match.Mismatch;
import dev.meerkat.spec.match.ValueMatcher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A case's entities, by name. Thread-safe. {@link #close} closes all that can be closed. */
public final class Entities implements ValueMatcher.KnownValues, AutoCloseable {

    private final Map<String, Object> entities = new ConcurrentHashMap<>();

    /** Adds one; no two may have one name. */
    public void add(String id, Object entity) {
        if (entities.putIfAbsent(id, entity) != null) {
            throw new Mismatch("The entity " + id + " exists already");
        }
    }

    /** Adds one, or puts it in the place of another. */
    public void replace(String id, Object entity) {
        entities.put(id, entity);
    }

    /** The entity of this name. */
    public Object get(String id) {
        Object entity = entities.get(id);
        if (entity == null) {
            throw new Mismatch("There is no entity " + id);
        }
        return entity;
    }

    /** The entity of this name, which is of this type. */
    public <T> T get(String id, Class<T> type) {
        Object entity = get(id);
        if (!type.isInstance(entity)) {
            throw new Unsupported("runner doesn't know how " + id + " is a " + type.getSimpleName());
        }
        return type.cast(entity);
    }

    /** All entities of this type. */
    public <T> Stream<T> all(Class<T> type) {
        return entities.values().stream().filter(type::isInstance).map(type::cast);
    }

    /** The session of this name; null where there is no name. */
    public @Nullable TestSession session(@Nullable String id) {
        return id == null ? null : get(id, TestSession.class);
    }

    @Override
    public BsonValue value(String id) {
        return get(id, BsonValue.class);
    }

    @Override
    public BsonDocument sessionId(String id) {
        return get(id, TestSession.class).id();
    }

    /** A driver that can't close one thing any more is no reason to leave the others open. */
    @Override
    public void close() {
        all(TestThread.class).forEach(TestThread::close);
        all(MongoCursor.class).forEach(cursor -> quietly(cursor::close));
        all(TestSession.class).forEach(session -> quietly(session.session()::close));
        all(TestClient.class).forEach(client -> quietly(client.driver()::close));
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            org.slf4j.LoggerFactory.getLogger(Entities.class).debug("An entity could not be closed.", e);
        }
    }
}
