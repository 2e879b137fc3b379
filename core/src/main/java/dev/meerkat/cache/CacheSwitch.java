package dev.meerkat.cache;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the cache has a part in what a process reads and writes. Thread-safe; asking whether it is on takes no lock.
 *
 * <p>Off, every read and every write goes straight to MongoDB. What was written so is known to nobody here, so the way back
 * leads over a state in between: writes are told to the cache again while reads still go to MongoDB. Once no straight write
 * is under way any more, a floor above all of them makes it safe to switch on. A write either counts as under way before the
 * state is changed, or sees the change: both are volatile.
 */
public final class CacheSwitch {

    private enum State {
        OFF,
        RAISING,
        ON
    }

    private volatile State state;
    private final AtomicInteger straightWrites = new AtomicInteger();

    /**
     * On or off at first.
     *
     * @param on whether it is on at first
     */
    public CacheSwitch(boolean on) {
        state = on ? State.ON : State.OFF;
    }

    /** {@return whether reads may be answered by the cache} */
    public boolean isOn() {
        return state == State.ON;
    }

    /**
     * A write is about to begin.
     *
     * @return whether it goes straight to MongoDB, and {@link #endStraightWrite} must follow; else it is told to the cache
     */
    public boolean beginStraightWrite() {
        if (state != State.OFF) {
            return false;
        }
        straightWrites.incrementAndGet();
        if (state == State.OFF) {
            return true;
        }
        straightWrites.decrementAndGet();
        return false;
    }

    /** A write that went straight to MongoDB was answered, or failed. */
    public void endStraightWrite() {
        straightWrites.decrementAndGet();
    }

    /** From now on everything goes straight to MongoDB. */
    public void off() {
        state = State.OFF;
    }

    /** From now on writes are told to the cache; reads still go to MongoDB. */
    public void raise() {
        state = State.RAISING;
    }

    /** From now on reads are answered by the cache; to be called after {@link #raise}, when a floor covers what came before. */
    public void on() {
        state = State.ON;
    }

    /** {@return whether a write is under way of which the cache will not be told} */
    public boolean hasStraightWrites() {
        return straightWrites.get() > 0;
    }
}
