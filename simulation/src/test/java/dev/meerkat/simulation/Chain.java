package dev.meerkat.simulation;

import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import org.jspecify.annotations.Nullable;

/**
 * A client's chain of reads and writes that goes from process to process: each must show what came before. Between two
 * processes only its token travels.
 */
final class Chain {

    private final World world;
    private final Seen seen = new Seen();
    private long token = ClusterTime.NONE;
    private CausalPast past = new CausalPast(ClusterTime.NONE);
    private @Nullable Target last;
    private @Nullable SimulatedProcess host;
    private @Nullable SimulatedProcess hostBefore;

    Chain(World world) {
        this.world = world;
    }

    boolean isFree() {
        return host == null;
    }

    /** It is in this process until it leaves. */
    void enter(SimulatedProcess process) {
        if (hostBefore != null && hostBefore != process) {
            world.tally().count(Incident.CHAIN_CHANGED_PROCESS);
        }
        host = process;
        hostBefore = process;
        past = new CausalPast(token);
    }

    /** What was answered until now has been seen, even if the process has crashed meanwhile. */
    void leave() {
        host = null;
    }

    /** What it has seen, as the product knows it. */
    CausalPast past() {
        return past;
    }

    /** What it has seen, as the checker knows it. */
    Seen seen() {
        return seen;
    }

    /** An answer has come that reflects all up to this time. */
    void advance(long time) {
        past.advance(time);
        token = past.time();
    }

    /** A write of its own was acknowledged. */
    void wrote(Op op) {
        seen.wrote(op.changes(), op.time());
        advance(op.time());
        if (!op.changes().isEmpty()) {
            Change change = op.changes().get(op.changes().size() - 1);
            last = world.document(change.namespace(), change.id());
        }
    }

    void read(Target target) {
        last = target;
    }

    /** What it reads next: often what it has read or written just before. */
    Target next() {
        Target before = last;
        return before == null || world.chance().oneIn(2) ? world.anything() : before;
    }
}
