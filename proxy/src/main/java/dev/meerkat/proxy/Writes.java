package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
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
            WriteTarget target,
            @Nullable ClientSession callers,
            Function<@Nullable ClientSession, V> call,
            Function<@Nullable V, Effect> effect) {
        if (callers != null && callers.hasActiveTransaction()) {
            return inTransaction(target, callers, call, effect);
        }
        return straightOr(target, callers, call, () -> told(target, callers, call, effect));
    }

    private static <V extends @Nullable Object> V told(
            WriteTarget target,
            @Nullable ClientSession callers,
            Function<@Nullable ClientSession, V> call,
            Function<@Nullable V, Effect> effect) {
        if (callers == null && !target.acknowledged()) {
            return call.apply(null);
        }
        ClientSession session = callers == null ? Sessions.plain(target.client()) : callers;
        V result = null;
        try {
            result = call.apply(session);
            return result;
        } finally {
            raise(target, session, effectOf(target, effect, result));
            if (callers == null) {
                session.close();
            }
        }
    }

    /**
     * Writes by a method of the driver's, in the session among the arguments, or in one of our own.
     *
     * @param effect what it may have changed, given the arguments without the session, and the result or null
     */
    static @Nullable Object write(
            WriteTarget target,
            DriverMethod method,
            Object handle,
            @Nullable Object[] arguments,
            BiFunction<@Nullable Object[], @Nullable Object, Effect> effect) {
        if (!method.takesSession()) {
            return Writes.<@Nullable Object>write(
                    target,
                    null,
                    session ->
                            session == null ? method.call(handle, arguments) : method.call(handle, session, arguments),
                    result -> effect.apply(arguments, result));
        }
        if (arguments[0] == null) {
            return method.call(handle, arguments);
        }
        return Writes.<@Nullable Object>write(
                target,
                (ClientSession) arguments[0],
                session -> method.call(handle, arguments),
                result -> effect.apply(Arrays.copyOfRange(arguments, 1, arguments.length), result));
    }

    /**
     * Straight to MongoDB while the cache is off, else as told. A chain of reads and writes has to know the write's time in any
     * case; the cache then hears of it too, which does no harm.
     */
    private static <V extends @Nullable Object> V straightOr(
            WriteTarget target,
            @Nullable ClientSession callers,
            Function<@Nullable ClientSession, V> call,
            Supplier<V> told) {
        if (!target.context().onOff().beginStraightWrite()) {
            return told.get();
        }
        try {
            return past(target) == null ? call.apply(callers) : told.get();
        } finally {
            target.context().onOff().endStraightWrite();
        }
    }

    /** What the thread's chain of reads and writes has seen; null where it makes none. */
    private static @Nullable CausalPast past(WriteTarget target) {
        return target.context().scopes().past();
    }

    /**
     * Nothing is changed for others before the commit. A session of a wrapped client tells the cache then; of another client's
     * session the commit is known by its change events only.
     */
    private static <V extends @Nullable Object> V inTransaction(
            WriteTarget target,
            ClientSession session,
            Function<@Nullable ClientSession, V> call,
            Function<@Nullable V, Effect> effect) {
        V result = null;
        try {
            result = call.apply(session);
            return result;
        } finally {
            if (session instanceof CachingSession caching) {
                caching.wrote(target, effectOf(target, effect, result));
            }
        }
    }

    /** The same for a write that answers with a cursor, which keeps its session. */
    static <R> MongoCursor<R> writeAndRead(
            WriteTarget target,
            @Nullable ClientSession callers,
            Function<@Nullable ClientSession, MongoCursor<R>> call,
            Effect effect) {
        if (callers != null || !target.acknowledged()) {
            return write(target, callers, call, cursor -> effect);
        }
        return straightOr(target, null, call, () -> toldAndRead(target, call, effect));
    }

    private static <R> MongoCursor<R> toldAndRead(
            WriteTarget target, Function<@Nullable ClientSession, MongoCursor<R>> call, Effect effect) {
        ClientSession session = Sessions.plain(target.client());
        MongoCursor<R> cursor = null;
        try {
            cursor = call.apply(session);
            return new SessionCursor<>(cursor, session, past(target));
        } finally {
            raise(target, session, effect);
            if (cursor == null) {
                session.close();
            }
        }
    }

    /**
     * Tells the cache of a write at the session's operation time, where it has one. Never throws: a write doesn't fail because of
     * the cache.
     */
    static void raise(WriteTarget target, ClientSession session, Effect effect) {
        try {
            BsonTimestamp time = session.getOperationTime();
            if (time != null) {
                CausalPast past = past(target);
                if (past != null) {
                    past.advance(ClusterTime.of(time));
                }
                for (Invalidation change : effect.at(ClusterTime.of(time))) {
                    target.context().cache().written(change);
                    target.context().facts().written(change);
                }
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "A write to {} was not told to this process's cache; its change event will be.", target.name(), e);
        }
    }

    private static <V extends @Nullable Object> Effect effectOf(
            WriteTarget target, Function<@Nullable V, Effect> effect, @Nullable V result) {
        try {
            return effect.apply(result);
        } catch (RuntimeException unclear) {
            LOG.debug("What a write to {} may have changed can't be told: all of it", target.name(), unclear);
            return target.whole();
        }
    }
}
