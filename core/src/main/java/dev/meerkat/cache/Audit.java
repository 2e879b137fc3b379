package dev.meerkat.cache;

import dev.meerkat.cache.Gate.Instants;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a share of the served hits again, from MongoDB, in the background, and says of each whether the promise was kept.
 * Thread-safe.
 *
 * <p>A hit of version F (it reflects all changes at or before F) was served at the instant s; that the rule admits it is
 * looked at once more after s. Then MongoDB is read with majority read concern, after the newest cluster time known and after
 * all that the hit may show. The reply's operation time is O.
 *
 * <ul>
 *   <li>Where the result is the same, the hit was {@link AuditVerdict#FRESH}.
 *   <li>Else a change of something that it depends on has a cluster time in (F, O]. The verdict waits until the watermark is
 *       after O: then every change up to O has been applied here. If none is known that the hit depends on, one was missed.
 *       This needs no clock: it is {@link AuditVerdict#UNEXPLAINED}.
 *   <li>Else T, the first of them known, tells the age. Whatever was acknowledged before a note's instant has a cluster time
 *       at or below the note's; so, by each note with a cluster time before T, the change was acknowledged after the note's
 *       instant, and s minus that instant is the hit's age at most. Not positive: {@link AuditVerdict#CHANGED_LATER}. Within
 *       the bound: {@link AuditVerdict#STALE}, else {@link AuditVerdict#STALE_PAST_BOUND}. Where the protocol holds, the note
 *       that kept the gate open at s is from before T, and no older than the bound: there is no false alarm.
 *   <li>{@link AuditVerdict#UNDECIDED} is what can't be told: where the time of the change is lost in a floor (of a whole
 *       namespace, of a hole, of an evicted tag) or no longer told (of a database that isn't watched any more); where the documents don't determine the result, and nothing explains it;
 *       where the second result is too large, or the watermark didn't come in twenty times the bound.
 * </ul>
 *
 * <p>What is cheap: at most one hit in {@link #PACE} is read again, and {@value #MOST} wait; the others are dropped, and
 * counted. A result that has changed and changed back counts as the same. Ages are too high by up to a heartbeat, and where
 * several changes may have been the cause.
 */
public final class Audit {

    /** How long after the end of {@link #work} it is to be called again. */
    public static final Duration PACE = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int MOST = 32;
    private static final int PATIENCE = 20;
    private static final long WARNINGS = 20;

    private final double share;
    private final DoubleSupplier random;
    private final Gate gate;
    private final Invalidations invalidations;
    private final Rule rule;
    private final Semaphore places = new Semaphore(MOST);
    private final Queue<AuditedHit> unread = new ConcurrentLinkedQueue<>();
    private final Set<AuditedHit> pending = ConcurrentHashMap.newKeySet();
    private final Counters<AuditVerdict> verdicts = new Counters<>(AuditVerdict.class);
    private final AtomicLong longestStale = new AtomicLong();
    private final CopyOnWriteArrayList<AuditListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * With nothing found yet.
     *
     * @param share of the hits, from 0 to 1
     * @param random numbers from 0 to 1, for any thread
     * @param gate of the cache
     * @param invalidations of the cache
     * @param guards all, but in a test of the tests
     */
    public Audit(double share, DoubleSupplier random, Gate gate, Invalidations invalidations, Guards guards) {
        this.share = share;
        this.random = random;
        this.gate = gate;
        this.invalidations = invalidations;
        this.rule = new Rule(gate, invalidations, guards);
    }

    /** {@return whether the hit that was just served is chosen} Doesn't allocate. */
    public boolean chooses() {
        return random.getAsDouble() < share;
    }

    /**
     * Takes a hit that was chosen, as served now. Never waits.
     *
     * @param entry what was served
     * @param tier where it came from
     * @param wanted how fresh the reader wanted it
     * @param reread reads the same again from MongoDB
     */
    public void served(Entry entry, Outcome.Tier tier, Freshness wanted, Reread reread) {
        if (!places.tryAcquire()) {
            verdicts.increment(AuditVerdict.DROPPED);
            return;
        }
        Duration own = wanted.maxStaleness();
        AuditedHit hit = new AuditedHit(entry, tier, own == null ? gate.maxStaleness() : own, reread, gate.now());
        pending.add(hit); // before it is looked at what is known: no change falls in between
        hit.knew(invalidations.latest(entry.dependencies()));
        if (rule.admits(entry, wanted)) {
            unread.add(hit);
        } else {
            forget(hit); // it wouldn't be served any more, now
        }
    }

    /** Something changed; called after it was raised. */
    void raised(Invalidation invalidation) {
        if (!pending.isEmpty() && invalidation instanceof Invalidation.Documents change) {
            pending.forEach(hit -> hit.raised(change));
        }
    }

    /** Reads at most one hit again, and judges those whose time has come. For one thread at a time, which may block. */
    public void work() {
        AuditedHit next = unread.poll();
        if (next != null) {
            @Nullable AuditVerdict verdict = AuditVerdict.FAILED;
            try {
                verdict = read(next);
            } finally {
                if (verdict != null) {
                    conclude(next, verdict);
                }
            }
        }
        pending.forEach(this::judge);
    }

    /** What the second read tells; null where that remains to be seen. */
    private @Nullable AuditVerdict read(AuditedHit hit) {
        Entry entry = hit.entry();
        long after = ClusterTime.max(gate.newestKnown(), ClusterTime.max(entry.asof(), entry.upTo()));
        try {
            if (!(hit.reread().load(after) instanceof Loaded.Complete again)) {
                return AuditVerdict.UNDECIDED;
            }
            if (SameDocuments.in(entry.documents(), again.documents())) {
                return AuditVerdict.FRESH;
            }
            hit.differs(ClusterTime.max(after, again.operationTime()));
            return null;
        } catch (PortException | RuntimeException e) {
            LOG.debug("A hit could not be audited.", e);
            return AuditVerdict.FAILED;
        }
    }

    private void judge(AuditedHit hit) {
        Instants now = gate.now();
        if (hit.isRipe(gate.watermark())) {
            decide(hit, invalidations.latest(hit.entry().dependencies()));
        } else if (hit.isDifferent()
                && hit.served().nanosUntil(now.nanos(), now.millis())
                        > longest().toNanos()) {
            conclude(hit, AuditVerdict.UNDECIDED);
        }
    }

    private Duration longest() {
        return gate.maxStaleness().multipliedBy(PATIENCE);
    }

    private void decide(AuditedHit hit, long latest) {
        long cause = hit.cause();
        if (hit.isAgainstRule()) {
            broken(hit, AuditVerdict.UNEXPLAINED);
        } else if (cause != ClusterTime.NONE) {
            decideByAge(hit, gate.history().age(cause, hit.served()));
        } else if (!hit.isUnderFloor(latest)
                && hit.reread().isDetermined()
                && rule.covers(hit.entry().dependencies())) {
            broken(hit, AuditVerdict.UNEXPLAINED);
        } else {
            conclude(hit, AuditVerdict.UNDECIDED);
        }
    }

    /** @param age at most; null where the change is older than all notes, which go back further than most bounds */
    private void decideByAge(AuditedHit hit, @Nullable Duration age) {
        if (age == null && hit.bound().compareTo(longest()) > 0) {
            conclude(hit, AuditVerdict.UNDECIDED);
        } else if (age == null) {
            broken(hit, AuditVerdict.STALE_PAST_BOUND);
        } else if (age.isNegative() || age.isZero()) {
            conclude(hit, AuditVerdict.CHANGED_LATER);
        } else {
            longestStale.accumulateAndGet(age.toNanos(), Math::max);
            listeners.forEach(listener -> listener.stale(age.toNanos()));
            if (age.compareTo(hit.bound()) > 0) {
                broken(hit, AuditVerdict.STALE_PAST_BOUND);
            } else {
                conclude(hit, AuditVerdict.STALE);
            }
        }
    }

    private void broken(AuditedHit hit, AuditVerdict verdict) {
        conclude(hit, verdict);
        if (statistics().broken() <= WARNINGS) {
            LOG.warn("The audit found a served result that breaks the promise ({}): {}", verdict, hit);
        }
    }

    private void conclude(AuditedHit hit, AuditVerdict verdict) {
        verdicts.increment(verdict);
        forget(hit);
    }

    private void forget(AuditedHit hit) {
        if (pending.remove(hit)) {
            places.release();
        }
    }

    /** Leaves all hits that wait for a verdict without one: changes were not told meanwhile. */
    public void forgetPending() {
        unread.clear();
        pending.forEach(this::forget);
    }

    /**
     * From now on tells this listener. Does nothing where one that equals it is told already.
     *
     * @param listener told in the thread that does it
     */
    public void listen(AuditListener listener) {
        listeners.addIfAbsent(listener);
    }

    /** {@return what was found since the start} */
    public AuditStatistics statistics() {
        return new AuditStatistics(verdicts.snapshot(), Duration.ofNanos(longestStale.get()));
    }
}
