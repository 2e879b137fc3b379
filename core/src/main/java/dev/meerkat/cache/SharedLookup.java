package dev.meerkat.cache;

import dev.meerkat.cache.FillLeases.Waiting;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One fill's dealings with the shared tier: it looks there for a valid entry, where that is worth it; waits a little where
 * another process is about to bring one; and stores what was loaded instead. Used by one thread.
 */
final class SharedLookup {

    private final SharedTier tier;
    private final FillLeases leases;
    private final LookupWorth worth;
    private final ReadRequest request;
    private final boolean known;
    private @Nullable Waiting waiting;
    private boolean tookOver;
    private boolean holdsLease;

    /**
     * @param known whether the near tier has an entry for it that is not valid any more
     */
    SharedLookup(SharedTier tier, FillLeases leases, LookupWorth worth, ReadRequest request, boolean known) {
        this.tier = tier;
        this.leases = leases;
        this.worth = worth;
        this.request = request;
        this.known = known;
    }

    /** A valid entry, or null: then the read is to be loaded. */
    @Nullable
    Entry find() {
        if (!tier.isPresent()) {
            return null;
        }
        int kind = LookupWorth.kind(request.dependencies(), known);
        if (!worth.asks(kind)) {
            return null;
        }
        Entry found = look(request.key().shortName());
        worth.learn(kind, found != null);
        if (waiting != null && found == null) {
            waiting.inVain();
        }
        return found;
    }

    private @Nullable Entry look(byte[] name) {
        byte[] stored = leases.getOrTake(name);
        while (stored != null) {
            Entry entry = tier.decode(stored, request);
            if (entry != null && tier.isValid(entry, request.freshness())) {
                return entry;
            }
            if (entry != null && !tookOver && leases.isWorthTakingOver(entry)) {
                stored = takeOver(name, stored);
            } else if (isAwaited(stored, entry) && pause()) {
                stored = leases.getOrTake(name);
            } else {
                return null;
            }
        }
        holdsLease = true;
        return null;
    }

    /**
     * Another process's mark, or the entry that came instead of one but whose time this process has not heard of yet. Who still
     * looks after it has put its own mark there has hidden another's by it.
     */
    private boolean isAwaited(byte[] stored, @Nullable Entry entry) {
        return entry == null
                ? leases.isTaken(stored) || (tookOver && leases.isMine(stored))
                : waiting != null && !tier.isKnown(entry);
    }

    private boolean pause() {
        if (waiting == null) {
            waiting = leases.begin();
        }
        return waiting.goesOn();
    }

    /**
     * Takes the lease in the place of what was refused. Another process may have done so, or even brought the entry, a moment
     * before: then that is what counts.
     *
     * @return null where the lease is ours
     */
    private byte @Nullable [] takeOver(byte[] name, byte[] refused) {
        tookOver = true;
        byte[] replaced = leases.takeOver(name);
        if (replaced == null || Arrays.equals(replaced, refused)) {
            return null;
        }
        if (leases.isTaken(replaced)) {
            return replaced;
        }
        Entry entry = tier.decode(replaced, request);
        if (entry == null || !tier.isValid(entry, request.freshness())) {
            return null;
        }
        tier.putBack(name, replaced, request.ttl());
        return replaced;
    }

    /** Stores what was loaded. */
    void put(Entry loaded) {
        holdsLease = false;
        tier.put(request, loaded);
    }

    /** The fill is over; a lease that brought nothing is given up. */
    void leave() {
        if (holdsLease) {
            leases.giveUp(request.key().shortName());
        }
    }
}
