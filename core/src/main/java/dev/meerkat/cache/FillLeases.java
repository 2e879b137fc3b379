package dev.meerkat.cache;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which process loads what several miss at once (after the leases of R. Nishtala et al., "Scaling Memcache at Facebook", NSDI
 * 2013). Thread-safe.
 *
 * <p>Who finds nothing in the shared tier leaves a mark there in the same step, and loads; its result replaces the mark. Who
 * finds the mark waits for the entry, within {@link #PATIENCE}, and then loads without asking anybody. A mark says who
 * loads, never what is true: whatever is found is held to the rule, and what is loaded is as good with a lease as without.
 *
 * <p>A mark names the process that loads. In that very process nobody waits for it: whoever could have used what is being
 * loaded there has joined its flight.
 *
 * <p>A lease that brings nothing is given up by another mark, which says that waiting is of no use. The marks are forgotten
 * after {@link #LIFETIME}.
 */
final class FillLeases {

    /** How long a read waits for another process at most, before it loads for itself. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /** How long a mark is there at most: as long as a load may take. */
    static final Duration LIFETIME = Duration.ofSeconds(1);

    static final byte[] GIVEN_UP = {'M', 'K', 'L', 2, 0};

    private static final long FIRST_PAUSE = 500_000;
    private static final int RECENT_SECONDS = 1;
    private static final byte[] TAKEN = {'M', 'K', 'L', 2, 1};
    private static final int NAMED = TAKEN.length + Long.BYTES;

    private final RemoteTier remote;
    private final Ticker ticker;
    private final Gate gate;
    private final Invalidations invalidations;
    private final boolean standing;
    private final byte[] mine = ByteBuffer.allocate(NAMED)
            .put(TAKEN)
            .putLong(ThreadLocalRandom.current().nextLong())
            .array();
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitsInVain = new LongAdder();

    FillLeases(RemoteTier remote, Ticker ticker, Gate gate, Invalidations invalidations, Guards guards) {
        this.remote = remote;
        this.ticker = ticker;
        this.gate = gate;
        this.invalidations = invalidations;
        this.standing = guards.has(Guard.FILL_LEASE);
    }

    /** Whether it is no value, but a mark of whatever kind or version. */
    static boolean isMark(byte[] stored) {
        return stored.length >= 3 && stored.length <= NAMED && Arrays.equals(stored, 0, 3, TAKEN, 0, 3);
    }

    /** Whether another process loads what this mark stands for, and is worth waiting for. */
    boolean isTaken(byte[] stored) {
        return standing
                && stored.length == NAMED
                && Arrays.equals(stored, 0, TAKEN.length, TAKEN, 0, TAKEN.length)
                && !isMine(stored);
    }

    /** Whether this process has left the mark. */
    boolean isMine(byte[] stored) {
        return Arrays.equals(stored, mine);
    }

    /** What is stored; null where there is nothing: then the lease is the caller's. */
    byte @Nullable [] getOrTake(byte[] name) {
        return standing ? remote.getOrPut(name, mine, LIFETIME) : remote.get(name);
    }

    /**
     * Whether an entry that was refused is to give way to a lease, which takes another round trip: where it was invalidated
     * just now, and is asked for already. Others may ask, too.
     */
    boolean isWorthTakingOver(Entry refused) {
        long changed = invalidations.latest(refused.dependencies());
        return standing
                && ClusterTime.isAfter(changed, refused.asof())
                && ClusterTime.seconds(gate.watermark()) - ClusterTime.seconds(changed) <= RECENT_SECONDS;
    }

    /** Takes the lease, whatever is stored, and returns that. */
    byte @Nullable [] takeOver(byte[] name) {
        return remote.swap(name, mine, LIFETIME);
    }

    /** Nothing came of the lease: the others should not wait. */
    void giveUp(byte[] name) {
        if (standing) {
            remote.replace(name, mine, GIVEN_UP, LIFETIME);
        }
    }

    Waiting begin() {
        waits.increment();
        return new Waiting();
    }

    /** Reads that waited for another process. */
    long waits() {
        return waits.sum();
    }

    /** Those of them that loaded for themselves in the end. */
    long waitsInVain() {
        return waitsInVain.sum();
    }

    /** One read's waiting: a few pauses, each longer than the one before. Used by one thread. */
    final class Waiting {

        private final long since = ticker.nanoTime();
        private long pause = FIRST_PAUSE;

        /** Waits a little; false where the time is over or the thread was interrupted. */
        boolean goesOn() {
            long left = PATIENCE.toNanos() - (ticker.nanoTime() - since);
            if (left <= 0 || !ticker.sleep(Math.min(left, pause))) {
                return false;
            }
            pause += pause / 2;
            return true;
        }

        void inVain() {
            waitsInVain.increment();
        }
    }
}
