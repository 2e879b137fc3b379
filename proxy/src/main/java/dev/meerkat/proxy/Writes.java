package dev.meerkat.proxy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.InsertManyResult;
import com.mongodb.client.result.InsertOneResult;
import com.mongodb.client.result.UpdateResult;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.Tags;
import java.util.Collection;
import java.util.List;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Runs a write in a session of its own, so that its operation time is known, and tells the cache what it may have changed
 * before the caller gets the answer, also where it failed: a write that fails half-way has changed documents. Where the ids
 * are not all known, the whole namespace may have changed. Thread-safe.
 */
final class Writes {

    private static final ClientSessionOptions PLAIN =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private final ReadThroughCache cache;
    private final NamespaceFacts facts;

    Writes(ReadThroughCache cache, NamespaceFacts facts) {
        this.cache = cache;
        this.facts = facts;
    }

    @Nullable
    Object run(Backing<?> backing, DriverMethod method, WriteKind kind, @Nullable Object[] arguments) {
        if (method.takesSession()) {
            ClientSession session = (ClientSession) arguments[0];
            Object[] rest = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
            Object result = null;
            try {
                result = method.call(backing.collection(), arguments);
                return result;
            } finally {
                raise(backing, kind, rest, result, session);
            }
        }
        if (!backing.collection().getWriteConcern().isAcknowledged()) {
            return method.call(backing.collection(), arguments);
        }
        try (ClientSession session = backing.client().startSession(PLAIN)) {
            Object result = null;
            try {
                result = method.call(backing.collection(), session, arguments);
                return result;
            } finally {
                raise(backing, kind, arguments, result, session);
            }
        }
    }

    /** Takes note that these namespaces were written to, at the session's operation time. */
    void raiseWhole(@Nullable ClientSession session, Namespace... namespaces) {
        BsonTimestamp time = session == null ? null : session.getOperationTime();
        if (time != null) {
            for (Namespace namespace : namespaces) {
                cache.written(new Invalidation.WholeNamespace(ClusterTime.of(time), namespace));
            }
        }
    }

    private void raise(
            Backing<?> backing,
            WriteKind kind,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable ClientSession session) {
        Namespace namespace = backing.namespace();
        BsonTimestamp time = session == null ? null : session.getOperationTime();
        Collection<BsonValue> ids = time == null ? null : ids(backing, kind, arguments, result);
        if (time != null && ids != null) {
            long[] tags =
                    ids.stream().mapToLong(id -> Tags.document(namespace, id)).toArray();
            cache.written(new Invalidation.Documents(ClusterTime.of(time), namespace, tags));
        } else if (kind == WriteKind.RENAME && arguments[0] instanceof MongoNamespace to) {
            raiseWhole(session, namespace, new Namespace(to.getDatabaseName(), to.getCollectionName()));
        } else {
            raiseWhole(session, namespace);
        }
    }

    /** The ids of all documents that the write may have changed; null where they are not all known. */
    private @Nullable Collection<BsonValue> ids(
            Backing<?> backing, WriteKind kind, @Nullable Object[] arguments, @Nullable Object result) {
        if (result instanceof InsertOneResult one) {
            return one.getInsertedId() == null ? null : List.of(one.getInsertedId());
        }
        if (result instanceof InsertManyResult many) {
            return many.getInsertedIds().values();
        }
        if (kind != WriteKind.BY_FILTER || !(arguments[0] instanceof Bson filter) || hasCollation(arguments)) {
            return null;
        }
        BsonValue id = renderedId(backing, filter);
        BsonValue upserted =
                result instanceof UpdateResult update && update.wasAcknowledged() ? update.getUpsertedId() : null;
        if (id == null) {
            return null;
        }
        NamespaceFacts.Fact fact = facts.of(backing.client(), backing.namespace());
        return fact == null || !fact.simple() ? null : upserted == null ? List.of(id) : List.of(id, upserted);
    }

    /** The filter was rendered by the driver already; one that can't be rendered again names no id. */
    private static @Nullable BsonValue renderedId(Backing<?> backing, Bson filter) {
        try {
            return IdFilter.idOf(backing.render(filter));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static boolean hasCollation(@Nullable Object[] arguments) {
        Object options = arguments[arguments.length - 1];
        Collation collation = null;
        if (options instanceof UpdateOptions update) {
            collation = update.getCollation();
        } else if (options instanceof ReplaceOptions replace) {
            collation = replace.getCollation();
        } else if (options instanceof DeleteOptions delete) {
            collation = delete.getCollation();
        } else if (options instanceof FindOneAndUpdateOptions update) {
            collation = update.getCollation();
        } else if (options instanceof FindOneAndReplaceOptions replace) {
            collation = replace.getCollation();
        } else if (options instanceof FindOneAndDeleteOptions delete) {
            collation = delete.getCollation();
        }
        return collation != null;
    }
}
