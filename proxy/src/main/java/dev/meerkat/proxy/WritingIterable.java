package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * An iterable that is a write where it was asked to put its results somewhere.
 *
 * @param <R> the type of the results
 * @param <I> the driver's iterable
 */
abstract class WritingIterable<R, I extends MongoIterable<R>> extends CachingIterable<R, I> {

    WritingIterable(Backing<?> backing, ReadPolicy policy, @Nullable ClientSession session, Class<R> resultClass) {
        super(backing, policy, session, resultClass);
    }

    /** What it writes; null where it writes nothing. */
    abstract @Nullable Effect effect();

    /** Of what is never cached, or writes. */
    final Explanation neverCached() {
        return Reads.bypassed(backing(), "none", BypassReason.OPERATION);
    }

    @Override
    Explanation explainRead() {
        return effect() == null ? super.explainRead() : neverCached();
    }

    /** The driver's {@code toCollection()}. */
    abstract void toCollection(I iterable);

    /** The cursor where it writes nothing. */
    MongoCursor<R> readCursor() {
        return super.cursor();
    }

    /** The first result where it writes nothing. */
    @Nullable
    R readFirst() {
        return super.first();
    }

    @Override
    public final MongoCursor<R> cursor() {
        Effect effect = effect();
        return effect == null
                ? readCursor()
                : Writes.writeAndRead(
                        backing().written(), session, in -> openWithOptions(in).cursor(), effect);
    }

    @Override
    public final @Nullable R first() {
        Effect effect = effect();
        return effect == null
                ? readFirst()
                : Writes.<@Nullable R>write(
                        backing().written(), session, in -> openWithOptions(in).first(), result -> effect);
    }

    /** Runs it, and gives no results. */
    public final void toCollection() {
        Effect effect = effect();
        if (effect == null) {
            toCollection(own());
            return;
        }
        Writes.write(
                backing().written(),
                session,
                in -> {
                    toCollection(openWithOptions(in));
                    return true;
                },
                done -> effect);
    }
}
