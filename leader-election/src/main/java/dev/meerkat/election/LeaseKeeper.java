package dev.meerkat.election;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.Lease;
import dev.meerkat.cache.spi.LeaseStore;
import dev.meerkat.cache.spi.LeaseStore.Change;
import dev.meerkat.cache.spi.LeaseStore.Expected;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes, keeps and gives back the lease, without comparing any two machines' clocks (Gray and Cheriton, "Leases", 1989; the
 * term as a fencing number). A candidate measures with its own clock how long the lease has shown no new beat. A leader
 * shows one only while its log rises, and steps down by itself before anybody gives it up.
 *
 * <p>Who leads twice by mistake does no harm: facts stay facts, and the log refuses the earlier term's records.
 *
 * <p>Thread-safe: ticks and the release exclude each other by this object's monitor, which is held while the lease is read
 * and written and guards nothing else.
 */
public final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private static final int INCREMENT_BITS = 20;

    private final LeaseStore leases;
    private final LogStore log;
    private final Leadership leadership;
    private final Ticker ticker;
    private final ProtocolTimes times;
    private final String me;

    private @Nullable Sight sight;
    private @Nullable Term mine;
    private boolean released;
    private volatile long term;

    /** The lease as last seen changed. */
    private record Sight(long term, long beat, long atNanos) {}

    /** A term that this process leads. */
    private record Term(long number, long shownAtNanos) {}

    /**
     * @param leases where the lease is
     * @param log must answer before this process may lead; its top must be below the new term
     * @param leadership what to do with the lease
     * @param ticker the process's clocks
     * @param times the protocol's times
     * @param me this process's id, new at each start
     */
    public LeaseKeeper(
            LeaseStore leases, LogStore log, Leadership leadership, Ticker ticker, ProtocolTimes times, String me) {
        this.leases = leases;
        this.log = log;
        this.leadership = leadership;
        this.ticker = ticker;
        this.times = times;
        this.me = me;
    }

    /** One look at the lease; to be called every heartbeat. */
    public synchronized void tick() {
        if (released) {
            return;
        }
        Term current = mine;
        if (current == null) {
            try {
                look();
            } catch (PortException e) {
                LOG.debug("No candidate now: {}", e.getMessage());
            }
        } else {
            lead(current);
        }
    }

    /** {@return the term that this process leads, or 0} */
    public long term() {
        return term;
    }

    /** Gives the lease back, if this process has it, and takes it no more. */
    public synchronized void release() {
        released = true;
        Term current = mine;
        if (current == null) {
            return;
        }
        Progress progress = leadership.progress();
        stepDown("it was closed");
        try {
            leases.compareAndSet(
                    new Expected(current.number(), null, me),
                    new Change(
                            null, current.number(), patienceMillis(), progress == null ? null : progress.checkpoint()));
        } catch (PortException e) {
            LOG.debug("The lease could not be given back; it will be taken after its time.", e);
        }
    }

    private void look() throws PortException {
        LeaseStore.Reading reading = leases.read();
        Lease lease = reading.lease();
        if (lease == null) {
            leases.insertIfAbsent();
            return;
        }
        long now = ticker.nanoTime();
        Sight last = sight;
        if (last == null || last.term() != lease.term() || last.beat() != lease.beat()) {
            last = new Sight(lease.term(), lease.beat(), now);
            sight = last;
        }
        long patience = Math.max(
                times.patience().toNanos(),
                Duration.ofMillis(lease.patienceMillis()).toNanos());
        if (lease.holder() == null || now - last.atNanos() > patience) {
            take(lease, reading.operationTime());
        }
    }

    private void take(Lease lease, long operationTime) throws PortException {
        RecordId top = log.top();
        long next = Math.max(Math.max(lease.term() + 1, atThe(operationTime)), top == null ? 0 : top.term() + 1);
        long sent = ticker.nanoTime();
        Lease taken = leases.compareAndSet(
                new Expected(lease.term(), lease.beat(), null), new Change(me, next, patienceMillis(), null));
        if (taken != null) {
            LOG.info("This process leads term {}.", next);
            mine = new Term(next, sent);
            term = next;
            leadership.begin(next, taken.checkpoint());
        }
    }

    /**
     * A term that no earlier leader had, even where lease and log were both lost: taking the lease is a write, so that the
     * next one is taken at a later time. The seconds, and as many bits of the increment as leave it exact in a double.
     */
    private static long atThe(long operationTime) {
        long increment = operationTime & 0xffff_ffffL;
        return ClusterTime.seconds(operationTime) << INCREMENT_BITS | Math.min(increment, (1L << INCREMENT_BITS) - 1);
    }

    private void lead(Term current) {
        Progress progress = leadership.progress();
        if (progress == null) {
            stepDown("a later leader writes the log");
            return;
        }
        long now = ticker.nanoTime();
        long doubt = times.selfDoubt().toNanos();
        try {
            if (now - progress.risenAtNanos() <= doubt && !show(current, progress)) {
                stepDown("another process has the lease");
                return;
            }
        } catch (PortException e) {
            LOG.debug("No sign of life could be shown now: {}", e.getMessage());
        }
        Term shown = mine;
        if (shown != null && ticker.nanoTime() - shown.shownAtNanos() > doubt) {
            stepDown("it could not show a sign of life in time");
        }
    }

    private boolean show(Term current, Progress progress) throws PortException {
        long sent = ticker.nanoTime();
        Lease shown = leases.compareAndSet(
                new Expected(current.number(), null, me),
                new Change(me, current.number(), patienceMillis(), progress.checkpoint()));
        if (shown != null) {
            mine = new Term(current.number(), sent);
        }
        return shown != null;
    }

    private void stepDown(String why) {
        LOG.info("This process leads no more: {}.", why);
        mine = null;
        sight = null;
        term = 0;
        leadership.end();
    }

    private long patienceMillis() {
        return times.patience().toMillis();
    }
}
