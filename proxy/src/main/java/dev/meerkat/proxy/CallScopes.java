package dev.meerkat.proxy;

import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.Explanation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said about the calls that a thread makes now, through the handles of one owner or through all. Thread-safe: each
 * thread has its own, and hands nothing on to threads that it starts.
 *
 * <p>A handle asks when an operation is called; an iterable is made with what holds when it is made, so that a cursor that
 * leaves the scope keeps its options.
 */
public final class CallScopes {

    @SuppressWarnings("ThreadLocalUsage") // what is said to one Meerkat is not said to another
    private final ThreadLocal<@Nullable Level> current = new ThreadLocal<>();

    CallScopes() {}

    /** Ends what was said; what was said before holds again. To be closed in its thread, the last opened first. */
    public interface Scope extends AutoCloseable {

        /**
         * Ends it.
         *
         * @throws IllegalStateException in another thread, or while a scope opened later is open
         */
        @Override
        void close();
    }

    /**
     * What the caller says of the calls through handles of an owner. An inner scope's word holds against an outer
     * one's.
     *
     * @param owner as given to {@link HandleProxies#ownedBy}, by identity
     * @param options what is said
     * @return the scope, to be closed by this thread
     */
    public Scope byCaller(Object owner, CallOptions options) {
        Level before = Level.nearest(current.get(), owner);
        return enter(
                owner,
                before == null ? options : options.over(before.byCaller),
                before == null ? CallOptions.NONE : before.byMethod,
                CallOptions.NONE,
                null,
                null);
    }

    /**
     * What a method of the owner says of the calls in it; weaker than what any caller says.
     *
     * @param owner as given to {@link HandleProxies#ownedBy}, by identity
     * @param options what is said
     * @return the scope, to be closed by this thread
     */
    public Scope byMethod(Object owner, CallOptions options) {
        Level before = Level.nearest(current.get(), owner);
        return enter(
                owner,
                before == null ? CallOptions.NONE : before.byCaller,
                before == null ? options : options.over(before.byMethod),
                CallOptions.NONE,
                null,
                null);
    }

    /**
     * Nothing is cached in this thread, whoever owns the handles.
     *
     * @return the scope, to be closed by this thread
     */
    public Scope withoutCache() {
        return byThread(CallOptions.NONE.uncached());
    }

    /**
     * What is said of all calls of this thread, whoever owns the handles; weaker than what handles, callers and methods
     * say. An inner scope's word holds against an outer one's.
     *
     * @param options name no database: which one is meant is said of a handle or of an owner's calls
     * @return the scope, to be closed by this thread
     * @throws IllegalArgumentException where they name one
     */
    public Scope byThread(CallOptions options) {
        if (options.database() != null) {
            throw new IllegalArgumentException("A thread's calls can't be led to the database \"" + options.database()
                    + "\": name it to the collection, the database or the repository, with db(...)");
        }
        return enter(null, CallOptions.NONE, CallOptions.NONE, options, null, null);
    }

    /**
     * This thread's reads are explained, each before it is done, whoever owns the handles.
     *
     * @param witness is given the explanations, in this thread
     * @return the scope, to be closed by this thread
     */
    public Scope explaining(Consumer<Explanation> witness) {
        return enter(null, CallOptions.NONE, CallOptions.NONE, CallOptions.NONE, null, witness);
    }

    /**
     * This thread's reads and writes, whoever owns the handles, are one chain: a read shows all that was seen before,
     * and what is read and written counts as seen.
     *
     * @param past what was seen so far; moved on by what happens
     * @return the scope, to be closed by this thread
     */
    public Scope chaining(CausalPast past) {
        return enter(null, CallOptions.NONE, CallOptions.NONE, CallOptions.NONE, past, null);
    }

    /** What this thread's chain has seen; null where it makes none. */
    @Nullable
    CausalPast past() {
        Level level = current.get();
        return level == null ? null : level.past;
    }

    /** What is said of the thread stays so in all scopes within. */
    private Scope enter(
            @Nullable Object owner,
            CallOptions byCaller,
            CallOptions byMethod,
            CallOptions byThread,
            @Nullable CausalPast past,
            @Nullable Consumer<Explanation> witness) {
        Level outer = current.get();
        Level level = new Level(
                owner,
                byCaller,
                byMethod,
                outer == null ? byThread : byThread.over(outer.byThread),
                past == null && outer != null ? outer.past : past,
                witness == null && outer != null ? outer.witness : witness,
                outer);
        current.set(level);
        return () -> leave(level);
    }

    @SuppressWarnings("ReferenceEquality") // the very scope
    private void leave(Level level) {
        if (current.get() != level) {
            throw new IllegalStateException(
                    "A scope is closed in another thread than its own, or before one that was opened later");
        }
        if (level.outer == null) {
            current.remove();
        } else {
            current.set(level.outer);
        }
    }

    /** What is said now about calls through the owner's handles; null where nothing is. */
    @Nullable
    Said of(@Nullable Object owner) {
        Level level = current.get();
        return level == null ? null : level.of(owner);
    }

    /**
     * What is said now. Immutable.
     *
     * @param past what the thread's chain of reads and writes has seen; null mostly
     * @param witness is told, before a read, what will become of it; null mostly
     */
    record Said(
            CallOptions options,
            @Nullable CausalPast past,
            @Nullable Consumer<Explanation> witness) {}

    /**
     * One scope on top of those around it. Immutable.
     *
     * @param owner whose calls it is about; null where it is about the thread
     * @param byThread what is said of all calls of the thread, by this scope or by those around it
     */
    private record Level(
            @Nullable Object owner,
            CallOptions byCaller,
            CallOptions byMethod,
            CallOptions byThread,
            @Nullable CausalPast past,
            @Nullable Consumer<Explanation> witness,
            @Nullable Level outer) {

        @SuppressWarnings("ReferenceEquality") // owners may call themselves equal and are not the same
        static @Nullable Level nearest(@Nullable Level from, Object owner) {
            Level level = from;
            while (level != null && level.owner != owner) {
                level = level.outer;
            }
            return level;
        }

        @Nullable
        Said of(@Nullable Object asker) {
            Level level = asker == null ? null : nearest(this, asker);
            if (level == null && byThread.equals(CallOptions.NONE) && past == null && witness == null) {
                return null;
            }
            CallOptions options = level == null
                    ? byThread
                    : level.byCaller.over(level.byMethod).over(byThread);
            return new Said(options, past, witness);
        }
    }
}
