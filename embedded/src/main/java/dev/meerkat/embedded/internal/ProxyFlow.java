package dev.meerkat.embedded.internal;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One direction through a proxy, over all its connections. The state lives on the event loop; public methods may be
 * called from any other thread, they act there and return when it is done.
 */
public final class ProxyFlow {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final Network network;
    private final Set<ProxyPipe> pipes = new LinkedHashSet<>();
    private final AtomicLong forwarded = new AtomicLong();
    private boolean stalled;
    private long delayNanos;
    private long left = UNLIMITED;

    ProxyFlow(Network network) {
        this.network = network;
    }

    /** Holds all bytes, or lets them go on. */
    public void setStalled(boolean value) {
        network.onLoop(() -> {
            stalled = value;
            List.copyOf(pipes).forEach(ProxyPipe::flow);
        });
    }

    /** Delivers what comes from now on so much later. */
    public void setDelay(Duration delay) {
        network.onLoop(() -> delayNanos = delay.toNanos());
    }

    /** Lets so many more bytes pass, and closes the connection of the last one; then there is no limit any more. */
    public void setLimit(long bytes) {
        network.onLoop(() -> left = bytes);
    }

    /** How many bytes were handed on. */
    public long forwarded() {
        return forwarded.get();
    }

    void add(ProxyPipe pipe) {
        pipes.add(pipe);
    }

    void remove(ProxyPipe pipe) {
        pipes.remove(pipe);
    }

    /** How many connections there are. */
    int pipes() {
        return pipes.size();
    }

    boolean isStalled() {
        return stalled;
    }

    /** When bytes that come now are due. */
    long due() {
        return System.nanoTime() + delayNanos;
    }

    /** Counts bytes that are about to be handed on; returns how many of them may be, and whether they are the last. */
    Allowance take(int bytes) {
        if (bytes < left) {
            if (left != UNLIMITED) {
                left -= bytes;
            }
            forwarded.addAndGet(bytes);
            return new Allowance(bytes, false);
        }
        int allowed = (int) left;
        left = UNLIMITED;
        forwarded.addAndGet(allowed);
        return new Allowance(allowed, true);
    }

    /**
     * What a limit allows.
     *
     * @param bytes how many may pass
     * @param last whether the connection ends after these
     */
    record Allowance(int bytes, boolean last) {}
}
