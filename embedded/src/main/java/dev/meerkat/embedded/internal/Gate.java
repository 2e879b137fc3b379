package dev.meerkat.embedded.internal;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What commands and replies pass through: while it is closed they are held, in their order. Lives on the event loop.
 */
final class Gate {

    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean closed;

    boolean isClosed() {
        return closed;
    }

    /** Runs this now, or when the gate opens. */
    void pass(Runnable action) {
        if (closed) {
            held.add(action);
        } else {
            action.run();
        }
    }

    void close() {
        closed = true;
    }

    /** Runs what was held. */
    void open() {
        closed = false;
        while (!closed && !held.isEmpty()) {
            held.remove().run();
        }
    }
}
