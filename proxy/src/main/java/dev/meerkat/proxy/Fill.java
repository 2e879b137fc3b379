package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Narrowing;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * One read that the near tier could not answer, and how MongoDB is read for it. Used by one thread.
 *
 * <p>An oversized result is given up, and the caller's own read runs, streamed by the driver. Its time limits stick to a
 * cursor for life: a caller who went on with the fill's cursor would be failed by the fill's short deadline, where MongoDB
 * itself would not fail them.
 */
final class Fill implements ReadRequest, Loader {

    private final Backing<?> backing;
    private final Query query;
    private final Dependencies dependencies;
    private final @Nullable Narrowing narrowing;
    private final Duration ttl;
    private final Freshness freshness;

    /**
     * @param dependencies what any result depends on
     * @param narrowing what a result depends on, where it is known more closely
     */
    Fill(
            Backing<?> backing,
            Query query,
            Dependencies dependencies,
            @Nullable Narrowing narrowing,
            Duration ttl,
            Freshness freshness) {
        this.backing = backing;
        this.query = query;
        this.dependencies = dependencies;
        this.narrowing = narrowing;
        this.ttl = ttl;
        this.freshness = freshness;
    }

    /** Made anew: if the one of the read's first look escaped into here, every hit would have to allocate it. */
    @Override
    public Object nearKey() {
        return query.nearKey();
    }

    @Override
    public QueryKey key() {
        return query.key();
    }

    @Override
    public Dependencies dependencies() {
        return dependencies;
    }

    @Override
    public boolean narrows() {
        return narrowing != null;
    }

    @Override
    public Dependencies dependenciesOf(byte[] documents, byte @Nullable [] inputs) {
        return narrowing == null ? dependencies : narrowing.of(dependencies, documents, inputs);
    }

    @Override
    public @Nullable Dependencies selection() {
        return narrowing == null ? null : narrowing.selection();
    }

    @Override
    public boolean showsInputs() {
        return narrowing != null && narrowing.showsInputs();
    }

    @Override
    public Duration ttl() {
        return ttl;
    }

    @Override
    public Freshness freshness() {
        return freshness;
    }

    @Override
    public Loaded load(long asof) throws PortException {
        return read(asof, new ResultBuffer(backing.resultBytes()), query::load);
    }

    @Override
    public Loaded loadInputs(long asof, int most) throws PortException {
        return read(
                asof,
                new ResultBuffer(backing.resultBytes(), most),
                (raw, session, ids) -> query.loadInputs(raw, session, most + 1, ids));
    }

    private interface Reading {

        void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into);
    }

    /** Whatever goes wrong is no error yet: the caller's own read will tell. */
    private Loaded read(long asof, ResultBuffer result, Reading reading) throws PortException {
        try (ClientSession session = Sessions.after(backing.client(), asof)) {
            reading.load(backing.raw(query.maxTimeMillis()), session, result);
            return result.isOversize()
                    ? new Loaded.Oversize()
                    : new Loaded.Complete(result.toByteArray(), Sessions.operationTime(session, asof));
        } catch (RuntimeException e) {
            throw new PortException("The read that fills the cache failed", e);
        }
    }
}
