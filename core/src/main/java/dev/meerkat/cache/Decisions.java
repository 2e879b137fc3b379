package dev.meerkat.cache;

import dev.meerkat.cache.DecisionListener.Origin;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Tells a listener of decisions, and first of what has become of the gate since the last one. Thread-safe. */
final class Decisions {

    private final DecisionListener listener;
    private final Gate gate;
    private final AtomicBoolean open = new AtomicBoolean();

    Decisions(DecisionListener listener, Gate gate) {
        this.listener = listener;
        this.gate = gate;
    }

    void served(Outcome.Tier tier, Object key) {
        lookAtGate();
        listener.served(tier, key);
    }

    void bypassed(BypassReason reason, @Nullable Namespace namespace, @Nullable Object key) {
        lookAtGate();
        listener.bypassed(reason, namespace, key);
    }

    void invalidated(Invalidation invalidation, Origin origin, boolean cached) {
        lookAtGate();
        listener.invalidated(invalidation, origin, cached);
    }

    private void lookAtGate() {
        boolean now = gate.isOpen();
        if (open.get() != now && open.compareAndSet(!now, now)) {
            listener.gate(now);
        }
    }
}
