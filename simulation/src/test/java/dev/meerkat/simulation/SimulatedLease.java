package dev.meerkat.simulation;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.Lease;
import dev.meerkat.cache.spi.LeaseStore;
import dev.meerkat.cache.spi.PortException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** The lease document. */
final class SimulatedLease {

    private static final Namespace LEASES = new Namespace(Catalog.METADATA, "meerkat.leases");

    private final SimulatedMongo mongo;
    private final Deque<Before> history = new ArrayDeque<>();
    private @Nullable Lease lease;

    private record Before(Op op, @Nullable Lease lease) {}

    SimulatedLease(SimulatedMongo mongo) {
        this.mongo = mongo;
        mongo.onRollback(this::rollBack);
    }

    private void rollBack() {
        while (!history.isEmpty() && mongo.isGone(history.getLast().op())) {
            lease = history.removeLast().lease();
            mongo.tally().count(Incident.LEASE_ROLLED_BACK);
        }
    }

    @Nullable
    String holder() {
        return lease == null ? null : lease.holder();
    }

    /** Somebody deletes the document. */
    void lose() {
        set("delete", null);
    }

    private Op set(String type, @Nullable Lease next) {
        Op op = mongo.append(List.of(), List.of(Events.document(type, LEASES, new BsonString("watcher"))));
        history.addLast(new Before(op, lease));
        while (history.size() > 100) {
            history.removeFirst();
        }
        lease = next;
        return op;
    }

    /**
     * As one process sees it.
     *
     * @param takenFenced whether the lease is taken only under the expected term; only the plan of a mutant has it otherwise
     * @param shownFenced the same for its holder's sign of life, and the checkpoint in it
     */
    record Port(SimulatedLease lease, Link link, boolean takenFenced, boolean shownFenced) implements LeaseStore {

        @Override
        public Reading read() throws PortException {
            Pace pace = lease.mongo.pace();
            pace.request(link);
            Reading reading = new Reading(lease.lease, lease.mongo.lastTime());
            pace.answer(link);
            return reading;
        }

        @Override
        public void insertIfAbsent() throws PortException {
            Pace pace = lease.mongo.pace();
            pace.request(link);
            if (lease.lease == null) {
                lease.mongo.awaitCommitted(lease.set("insert", new Lease(null, 0, 0, 0, null)));
            }
            pace.answer(link);
        }

        @Override
        public @Nullable Lease compareAndSet(Expected expected, Change change) throws PortException {
            Pace pace = lease.mongo.pace();
            pace.request(link);
            Lease before = lease.lease;
            Lease after = null;
            boolean fenced = expected.beat() == null ? shownFenced : takenFenced;
            if (before != null && expected.beat() != null && !matches(before, expected)) {
                lease.mongo.tally().count(Incident.TWO_CANDIDATES_AT_ONCE);
            }
            if (before != null && (!fenced || matches(before, expected))) {
                after = new Lease(
                        change.holder(),
                        change.term(),
                        before.beat() + 1,
                        change.patienceMillis(),
                        change.checkpoint() == null ? before.checkpoint() : change.checkpoint());
                lease.mongo.awaitCommitted(lease.set("update", after));
            }
            pace.answer(link);
            return after;
        }

        private static boolean matches(Lease before, Expected expected) {
            return before.term() == expected.term()
                    && (expected.beat() == null || before.beat() == expected.beat())
                    && (expected.holder() == null || expected.holder().equals(before.holder()));
        }
    }
}
