package dev.meerkat.proxy;

import com.mongodb.Function;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Explanation;
import dev.meerkat.proxy.Operation.Bypass;
import dev.meerkat.proxy.Operation.Option;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the cached iterables have in common. Options are collected, and set at once on the caller's own read too, so that the
 * driver checks them when they are given; the driver's iterable is made when it is first needed, which a hit without options
 * doesn't. Used by one thread at a time.
 *
 * @param <R> the type of the results
 * @param <I> the driver's iterable
 */
abstract class CachingIterable<R, I extends MongoIterable<R>> implements MongoIterable<R> {

    final @Nullable ClientSession session;
    final Class<R> resultClass;
    final Settings settings = new Settings();
    private Backing<?> backing;
    private ReadPolicy policy;
    private @Nullable I own;

    CachingIterable(Backing<?> backing, ReadPolicy policy, @Nullable ClientSession session, Class<R> resultClass) {
        this.backing = backing;
        this.policy = policy;
        this.session = session;
        this.resultClass = resultClass;
    }

    /** The driver's iterable, without options. */
    abstract I open(Backing<?> from, @Nullable ClientSession in);

    /** The read at its terminal call. */
    abstract Query query(boolean first);

    /** Decodes the results. */
    abstract Results<R> results();

    final Backing<?> backing() {
        return backing;
    }

    /** The driver's iterable with the options so far. */
    final I openWithOptions(@Nullable ClientSession in) {
        I iterable = open(backing, in);
        settings.applyAll(iterable);
        return iterable;
    }

    /** The caller's own read. */
    final I own() {
        I iterable = own;
        if (iterable == null) {
            iterable = openWithOptions(session);
            own = iterable;
        }
        return iterable;
    }

    /** What generated methods do. */
    final @Nullable Object call(Invocation invocation, @Nullable Object[] arguments) {
        if (invocation.operation() instanceof Bypass bypass) {
            backing.cache().bypassed(bypass.reason(), backing.namespace());
        }
        Object result = invocation.method().call(own(), arguments);
        if (invocation.operation() instanceof Option option) {
            settings.set(invocation.method(), option.role(), arguments);
            return this;
        }
        return result;
    }

    /** What would become of this read, all of its results wanted, and why. */
    Explanation explainRead() {
        return Reads.explain(backing, policy, session == null ? null : BypassReason.SESSION, query(false));
    }

    final void setUncached() {
        policy = policy.uncached();
    }

    final void setTtl(Duration ttl) {
        policy = policy.keptFor(ttl);
    }

    final void setBound(Duration bound) {
        policy = policy.within(bound);
    }

    final void setDatabase(String name) {
        backing = backing.in(name);
        own = null;
    }

    @Override
    public final MongoCursor<R> iterator() {
        return cursor();
    }

    @Override
    public MongoCursor<R> cursor() {
        return read(false, entry -> new ListCursor<>(results().all(entry), backing), this::ownCursor);
    }

    @Override
    public @Nullable R first() {
        return this.<@Nullable R>read(true, entry -> results().first(entry), this::ownFirst);
    }

    private <V extends @Nullable Object> V read(
            boolean first, java.util.function.Function<Entry, V> decode, OwnRead<V> ownRead) {
        return session == null
                ? Reads.read(backing, policy, query(first), decode, ownRead)
                : bypass(BypassReason.SESSION, ownRead);
    }

    /** The caller's own cursor; in another session, it keeps that one. */
    final MongoCursor<R> ownCursor(@Nullable ClientSession in) {
        return in == null
                ? own().cursor()
                : new SessionCursor<>(openWithOptions(in).cursor(), in, policy.past());
    }

    @SuppressWarnings("NullAway") // null says that there is none, whatever R is
    final R ownFirst(@Nullable ClientSession in) {
        return in == null ? own().first() : openWithOptions(in).first();
    }

    /** The caller's own read, counted; in the caller's session where there is one. */
    final <V extends @Nullable Object> V bypass(BypassReason reason, OwnRead<V> ownRead) {
        return Reads.bypass(backing, session == null ? policy : ReadPolicy.NONE, reason, ownRead);
    }

    @Override
    public final void forEach(Consumer<? super R> action) {
        try (MongoCursor<R> cursor = cursor()) {
            while (cursor.hasNext()) {
                action.accept(cursor.next());
            }
        }
    }

    @Override
    public final <A extends Collection<? super R>> A into(A target) {
        forEach(target::add);
        return target;
    }

    @Override
    public final <U> MongoIterable<U> map(Function<R, U> mapper) {
        return new MappedIterable<>(this, mapper);
    }
}
