package dev.meerkat.proxy;

import dev.meerkat.cache.BypassReason;

/** A query that an iterable makes: its options are in {@link Settings}, and unless told otherwise it has a filter. */
abstract class IterableQuery extends RenderedQuery {

    final Settings settings;

    IterableQuery(Backing<?> backing, Settings settings) {
        super(backing);
        this.settings = settings;
    }

    @Override
    public Analysis analyse() {
        BypassReason refusal = settings.refusal();
        return refusal == null ? analyse(decodedDescription(), settings.collation()) : Analysis.refused(refusal);
    }

    @Override
    public final long maxTimeMillis() {
        return settings.maxTimeMillis();
    }
}
