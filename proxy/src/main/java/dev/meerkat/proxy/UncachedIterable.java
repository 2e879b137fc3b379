package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * An iterable that is never cached, and a write where it was asked to put its results somewhere.
 *
 * @param <R> the type of the results
 * @param <I> the driver's iterable
 */
abstract class UncachedIterable<R, I extends MongoIterable<R>> extends WritingIterable<R, I> {

    UncachedIterable(Backing<?> backing, ReadPolicy policy, @Nullable ClientSession session, Class<R> resultClass) {
        super(backing, policy, session, resultClass);
    }

    @Override
    final Query query(boolean first) {
        throw new IllegalStateException("never cached");
    }

    @Override
    final Results<R> results() {
        throw new IllegalStateException("never cached");
    }

    @Override
    final Explanation explainRead() {
        return neverCached();
    }

    @Override
    final MongoCursor<R> readCursor() {
        return bypass(BypassReason.OPERATION, this::ownCursor);
    }

    @Override
    final @Nullable R readFirst() {
        return this.<@Nullable R>bypass(BypassReason.OPERATION, this::ownFirst);
    }
}
