package dev.meerkat;

import dev.meerkat.cache.spi.PortException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches the cache on and off while the application runs. Thread-safe.
 *
 * <p><b>Off</b> comes at once: reads and writes that begin after the flip go straight to MongoDB, then the protocol is
 * stopped. What was under way does no harm. A write that began before raises what it changed, as ever. A fill that began
 * before puts its entry into the near tier, and that entry's version was chosen before the flip, so it lies below the floor
 * that the way back raises.
 *
 * <p><b>On</b> takes four steps in this order, since writes that went straight to MongoDB were told to nobody here:
 *
 * <ol>
 *   <li>Writes that begin from now on are told to the cache again. Reads still go to MongoDB.
 *   <li>Straight writes that are still under way are waited for. A write counts itself in before it looks at the switch for
 *       the second time, and the switch is set before the count is looked at: none is missed.
 *   <li>A note is taken: a linearizable read's cluster time C. Every straight write has been answered by then, so its time
 *       is at or below C. What was cached, or begun to be fetched, before such a write has a version below the write's time:
 *       a version is a cluster time that this process had heard of, and a write's time is later than all that were there
 *       before it. So a floor at C takes all of it away, and it is raised to C.
 *   <li>Reads are answered by the cache where the rule admits it. A write from after step 1 is either below C too, or has
 *       raised its tags before it returned.
 * </ol>
 *
 * Steps 2 to 4 happen on the protocol's threads and are tried again every heartbeat: switching on never waits for an
 * application's long write, and as long as MongoDB answers no linearizable read, nothing is served.
 *
 * <p>The gate is not touched. It may still be open from before: what it knows is that all changes up to some instant within
 * the bound have been applied, and every version served from now on is later than that. Others' changes since then come
 * through the protocol, which begins anew: its floors are those of a process that starts, and as long as it has not caught
 * up, no note is passed and the gate shuts.
 *
 * <p>Two locks, in this order: {@code this} is held while the protocol is opened and closed, so that one switching follows
 * the other; {@code flip} guards the state together with the switch, and nothing is done under it.
 */
final class Switching implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Switching.class);

    private final LocalCache cache;
    private final Supplier<Protocol> opening;
    private final boolean raisesFloor;
    private final Object flip = new Object();
    private volatile State state = new State(null, "it is not switched on yet", 0, 0);
    private boolean closed;

    /**
     * Whether it is on, and what was counted before.
     *
     * @param protocol null while it is off
     * @param whyOff empty while it is on
     * @param earlierEvents events received by the protocols before this one
     * @param earlierHoles holes of the protocols before this one
     */
    record State(@Nullable Protocol protocol, String whyOff, long earlierEvents, long earlierHoles) {

        /** Change events received since the build. */
        long events() {
            return earlierEvents + (protocol == null ? 0 : protocol.node().events());
        }

        /** How often events were lost since the build. */
        long holes() {
            return earlierHoles + (protocol == null ? 0 : protocol.node().holes());
        }
    }

    /**
     * @param cache is off at first
     * @param opening gets a protocol ready, which is not started; throws where that can't be done
     * @param raisesFloor true, but in a test of the tests
     */
    Switching(LocalCache cache, Supplier<Protocol> opening, boolean raisesFloor) {
        this.cache = cache;
        this.opening = opening;
        this.raisesFloor = raisesFloor;
    }

    /** Switches on before anybody has a handle: nothing was written through one, and nothing cached. */
    synchronized void begin() {
        Protocol opened = opening.get();
        flip(opened, "");
        cache.onOff().on();
        opened.start();
    }

    /**
     * Switches on. Does nothing where it is on.
     *
     * @throws MeerkatException where this MongoDB can't be cached now; all stays as it is
     * @throws IllegalStateException after the close
     */
    synchronized void enable() {
        if (closed) {
            throw new IllegalStateException("This Meerkat is closed: build another one");
        }
        if (state.protocol() == null) {
            Protocol opened = opening.get();
            flip(opened, "");
            opened.start();
            opened.until(() -> serve(opened));
            LOG.info("The cache is switched on.");
        }
    }

    private void flip(@Nullable Protocol to, String whyOff) {
        synchronized (flip) {
            state = new State(to, whyOff, state.events(), state.holes());
            if (to == null) {
                cache.onOff().off();
            } else {
                cache.onOff().raise();
            }
        }
    }

    /** Steps 2 to 4; false to be called again. */
    private boolean serve(Protocol protocol) {
        if (cache.onOff().hasStraightWrites()) {
            return false;
        }
        try {
            if (raisesFloor) {
                cache.invalidations().raiseFloor(protocol.note());
            }
        } catch (PortException e) {
            LOG.debug("The cache can't serve yet: {}", e.getMessage());
            return false;
        }
        synchronized (flip) {
            if (protocol.equals(state.protocol())) {
                cache.onOff().on();
            }
        }
        return true;
    }

    /** Switches off. Does nothing where it is off. */
    synchronized void disable() {
        Protocol ending = state.protocol();
        if (ending != null) {
            flip(null, "it was switched off");
            ending.close();
            LOG.info("The cache is switched off: MongoDB answers everything.");
        }
    }

    /** It stays off, for this reason. */
    synchronized void stayOff(String why) {
        flip(null, why);
    }

    State state() {
        return state;
    }

    @Override
    public synchronized void close() {
        closed = true;
        disable();
    }
}
