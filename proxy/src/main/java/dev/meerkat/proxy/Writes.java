package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.ClusterTime;
import java.util.function.Function;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one write: in a fresh session, so that its operation time is known, and what it may have changed is told to the
 * cache before the caller gets the answer, also when it failed: a bulk that fails half-way has changed documents. What
 * MongoDB returns or throws reaches the caller as it is.
 */
final class Writes {

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    private Writes() {}

    /**
     * Writes.
     *
     * @param callers the caller's session; null for one of our own
     * @param call the write, with a session, or without one where it is not acknowledged: then its time is never known
     * @param effect what it may have changed, given its result, or null where it failed
     */
    static <V extends @Nullable Object> V write(
            Backing<?> backing,
            @Nullable ClientSession callers,
            Function<@Nullable ClientSession, V> call,
            Function<@Nullable V, Effect> effect) {
        if (backing.context().onOff().beginStraightWrite()) {
            return straight(backing, callers, call);
        }
        if (callers == null && !isAcknowledged(backing)) {
            return call.apply(null);
        }
        ClientSession session = callers == null ? Sessions.plain(backing.client()) : callers;
        V result = null;
        try {
            result = call.apply(session);
            return result;
        } finally {
            raise(backing, session, effect, result);
            if (callers == null) {
                session.close();
            }
        }
    }

    private static <V extends @Nullable Object> V straight(
            Backing<?> backing, @Nullable ClientSession callers, Function<@Nullable ClientSession, V> call) {
        try {
            return call.apply(callers);
        } finally {
            backing.context().onOff().endStraightWrite();
        }
    }

    /** The same for a write that answers with a cursor, which keeps its session. */
    static <R> MongoCursor<R> writeAndRead(
            Backing<?> backing,
            @Nullable ClientSession callers,
            Function<@Nullable ClientSession, MongoCursor<R>> call,
            Effect effect) {
        if (callers != null || !isAcknowledged(backing)) {
            return write(backing, callers, call, cursor -> effect);
        }
        if (backing.context().onOff().beginStraightWrite()) {
            return straight(backing, null, call);
        }
        ClientSession session = Sessions.plain(backing.client());
        MongoCursor<R> cursor = null;
        try {
            cursor = call.apply(session);
            return new SessionCursor<>(cursor, session);
        } finally {
            raise(backing, session, ignored -> effect, null);
            if (cursor == null) {
                session.close();
            }
        }
    }

    private static boolean isAcknowledged(Backing<?> backing) {
        return backing.collection().getWriteConcern().isAcknowledged();
    }

    /** Never throws: a write doesn't fail because of the cache. */
    private static <V extends @Nullable Object> void raise(
            Backing<?> backing, ClientSession session, Function<@Nullable V, Effect> effect, @Nullable V result) {
        try {
            BsonTimestamp time = session.getOperationTime();
            if (time != null) {
                Effect known = effectOf(backing, effect, result);
                known.raise(backing.cache(), ClusterTime.of(time));
                known.namespaces().forEach(backing.context().facts()::written);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "A write to {} was not told to this process's cache; its change event will be.",
                    backing.namespace(),
                    e);
        }
    }

    private static <V extends @Nullable Object> Effect effectOf(
            Backing<?> backing, Function<@Nullable V, Effect> effect, @Nullable V result) {
        try {
            return effect.apply(result);
        } catch (RuntimeException unclear) {
            LOG.debug("What a write to {} may have changed can't be told: all of it", backing.namespace(), unclear);
            return Effect.onWhole(backing.namespace());
        }
    }
}
