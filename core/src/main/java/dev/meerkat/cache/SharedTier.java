package dev.meerkat.cache;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
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
    private final FillLeases leases;
    private final Disturbances disturbances;
    private final LookupWorth worth = new LookupWorth();
    private final LongAdder puts = new LongAdder();

    SharedTier(
            RemoteTier remote,
            Supplier<byte[]> epoch,
            Rule rule,
            Ticker ticker,
            FillLeases leases,
            Disturbances disturbances) {
        this.remote = remote;
        this.present = !remote.equals(RemoteTier.none());
        this.format = new EntryFormat(epoch);
        this.rule = rule;
        this.ticker = ticker;
        this.leases = leases;
        this.disturbances = disturbances;
    }

    /**
     * What one fill has to do with it. Asks nothing yet.
     *
     * @param known whether the near tier has an entry for the read that is not valid any more
     */
    SharedLookup lookup(ReadRequest request, boolean known) {
        return new SharedLookup(this, leases, worth, request, known);
    }

    /** What is stored for the read, valid or not. */
    @Nullable
    Entry peek(ReadRequest request) {
        byte[] stored = present ? remote.get(request.key().shortName()) : null;
        return stored == null ? null : decode(stored, request);
    }

    /** What was stored for the read as an entry; null where it isn't one of this read. */
    @Nullable
    Entry decode(byte[] stored, ReadRequest request) {
        if (FillLeases.isMark(stored)) {
            return null;
        }
        Entry entry = format.decode(stored, request.key(), request.dependencies());
        if (entry != null && request.narrows()) {
            narrow(entry, request);
        }
        return entry;
    }

    /** What this process has seen change since the entry's version may have disturbed the read: only the latest is known. */
    private void narrow(Entry entry, ReadRequest request) {
        Disturbances.Watch watch = disturbances.begin(request.dependencies(), entry.asof());
        if (watch != null) {
            entry.narrow(request, watch);
        }
    }

    boolean isPresent() {
        return present;
    }

    /** Whether it may be served to such a reader now. */
    boolean isValid(Entry entry, Freshness wanted) {
        return entry.expiresAtMillis() > ticker.currentTimeMillis() && isKnown(entry) && rule.admits(entry, wanted);
    }

    /** Whether it is not of a cluster time that this process has not heard of. */
    boolean isKnown(Entry entry) {
        return rule.isKnown(entry.asof());
    }

    /** Stores the entry soon, or never. */
    void put(ReadRequest request, Entry entry) {
        if (present) {
            puts.increment();
            remote.put(request.key().shortName(), format.encode(request.key(), entry), request.ttl());
        }
    }

    /** Stores again what was there before. */
    void putBack(byte[] name, byte[] stored, Duration ttl) {
        remote.put(name, stored, ttl);
    }

    long puts() {
        return puts.sum();
    }

    /** Reads that waited for another process's fill. */
    long waits() {
        return leases.waits();
    }

    /** Those of them that loaded for themselves in the end. */
    long waitsInVain() {
        return leases.waitsInVain();
    }

    /** Fills that did not look here, because that hardly ever brought anything. */
    long spared() {
        return worth.spared();
    }
}
