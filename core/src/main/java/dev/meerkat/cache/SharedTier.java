package dev.meerkat.cache;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tier that processes share, as entries. What is found there is served only if it is of this cluster, of this very
 * read, not expired, and admitted by the rule. Thread-safe.
 */
final class SharedTier {

    private final RemoteTier remote;
    private final boolean present;
    private final EntryFormat format;
    private final Rule rule;
    private final Ticker ticker;
    private final LongAdder puts = new LongAdder();

    SharedTier(RemoteTier remote, Supplier<byte[]> epoch, Rule rule, Ticker ticker) {
        this.remote = remote;
        this.present = !remote.equals(RemoteTier.none());
        this.format = new EntryFormat(epoch);
        this.rule = rule;
        this.ticker = ticker;
    }

    /** A valid entry, or null. */
    @Nullable
    Entry get(ReadRequest request) {
        Entry entry = peek(request);
        return entry != null && isValid(entry, request.freshness()) ? entry : null;
    }

    /** What is stored for the read, valid or not. */
    @Nullable
    Entry peek(ReadRequest request) {
        byte[] stored = present ? remote.get(request.key().shortName()) : null;
        return stored == null ? null : format.decode(stored, request.key(), request.dependencies());
    }

    boolean isPresent() {
        return present;
    }

    private boolean isValid(Entry entry, Freshness wanted) {
        return entry.expiresAtMillis() > ticker.currentTimeMillis()
                && rule.isKnown(entry.asof())
                && rule.admits(entry.asof(), entry.dependencies(), wanted);
    }

    /** Stores the entry soon, or never. */
    void put(ReadRequest request, Entry entry) {
        if (present) {
            puts.increment();
            remote.put(request.key().shortName(), format.encode(request.key(), entry), request.ttl());
        }
    }

    long puts() {
        return puts.sum();
    }
}
