package dev.meerkat.simulation;

import dev.meerkat.cache.spi.Ticker;

/** Where actors live and die together: a process from its start to its crash, or the outer world. */
final class Place implements Ticker {

    private final String name;
    private final Stage stage;
    private final long monotonicOffset;
    private final long wallOffsetMillis;
    private boolean dead;
    private long pausedUntil;
    private long stoodStill;

    Place(String name, Stage stage, Chance chance) {
        this.name = name;
        this.stage = stage;
        this.monotonicOffset = chance.between(-1L << 40, 1L << 40);
        this.wallOffsetMillis = chance.between(-100_000, 100_000);
    }

    String name() {
        return name;
    }

    boolean isDead() {
        return dead;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    boolean isPaused() {
        return pausedUntil > stage.now();
    }

    /** Stops the process for a while; its clocks run on. */
    void pause(long nanos) {
        pausedUntil = Math.max(pausedUntil, stage.now() + nanos);
    }

    /** The machine sleeps: its wall clock runs on, its monotonic clock stands still. */
    void suspend(long nanos) {
        if (!isPaused()) {
            pause(nanos);
            stoodStill += nanos;
        }
    }

    /** Ends the process at once, wherever it is. */
    void crash() {
        dead = true;
        stage.rouse(this);
    }

    @Override
    public long nanoTime() {
        stage.clockIsRead();
        return stage.now() - stoodStill + monotonicOffset;
    }

    @Override
    public long currentTimeMillis() {
        stage.clockIsRead();
        return stage.now() / 1_000_000 + wallOffsetMillis;
    }

    /** Others come to act meanwhile. */
    @Override
    public boolean sleep(long nanos) {
        stage.pass(nanos);
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
