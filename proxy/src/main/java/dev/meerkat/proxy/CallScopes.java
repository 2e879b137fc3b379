package dev.meerkat.proxy;

import org.jspecify.annotations.Nullable;

/**
 * What is said about the calls that a thread makes now, through the handles of one owner or through all. Thread-safe: each
 * thread has its own, and hands nothing on to threads that it starts.
 *
 * <p>A handle asks when an operation is called; an iterable is made with what holds when it is made, so that a cursor that
 * leaves the scope keeps its options.
 */
public final class CallScopes {

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
     * What the caller says of the calls through handles of an owner. An inner scope's word holds against an outer one's.
     *
     * @param owner as given to {@link HandleProxies#ownedBy}, by identity
     */
    public Scope byCaller(Object owner, CallOptions options) {
        Level before = Level.nearest(current.get(), owner);
        return enter(
                owner,
                before == null ? options : options.over(before.byCaller),
                before == null ? CallOptions.NONE : before.byMethod);
    }

    /** What a method of the owner says of the calls in it; weaker than what any caller says. */
    public Scope byMethod(Object owner, CallOptions options) {
        Level before = Level.nearest(current.get(), owner);
        return enter(
                owner,
                before == null ? CallOptions.NONE : before.byCaller,
                before == null ? options : options.over(before.byMethod));
    }

    /** Nothing is cached in this thread, whoever owns the handles. */
    public Scope withoutCache() {
        return enter(null, CallOptions.NONE.uncached(), CallOptions.NONE);
    }

    private Scope enter(@Nullable Object owner, CallOptions byCaller, CallOptions byMethod) {
        Level outer = current.get();
        Level level = new Level(owner, byCaller, byMethod, outer);
        current.set(level);
        return () -> leave(level);
    }

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
    CallOptions of(@Nullable Object owner) {
        Level level = current.get();
        return level == null ? null : level.of(owner);
    }

    private static final class Level {

        private final @Nullable Object owner;
        private final CallOptions byCaller;
        private final CallOptions byMethod;
        private final @Nullable Level outer;
        private final boolean uncachedThread;

        Level(@Nullable Object owner, CallOptions byCaller, CallOptions byMethod, @Nullable Level outer) {
            this.owner = owner;
            this.byCaller = byCaller;
            this.byMethod = byMethod;
            this.outer = outer;
            this.uncachedThread = owner == null || (outer != null && outer.uncachedThread);
        }

        @SuppressWarnings("ReferenceEquality") // owners may call themselves equal and are not the same
        static @Nullable Level nearest(@Nullable Level from, Object owner) {
            Level level = from;
            while (level != null && level.owner != owner) {
                level = level.outer;
            }
            return level;
        }

        @Nullable
        CallOptions of(@Nullable Object asker) {
            Level level = asker == null ? null : nearest(this, asker);
            if (level == null) {
                return uncachedThread ? CallOptions.NONE.uncached() : null;
            }
            CallOptions said = level.byCaller.over(level.byMethod);
            return uncachedThread ? said.uncached() : said;
        }
    }
}
