package dev.meerkat.simulation;

import dev.meerkat.cache.spi.PortException;

/** How long things take: mostly little, sometimes much longer than anybody would think. */
final class Pace {

    private final Stage stage;
    private final Chance chance;
    private final long boundNanos;
    private final Tally tally;
    private boolean rough;
    private boolean slow;
    private boolean stops;

    /**
     * @param boundNanos the bound on staleness: the measure of "too long"
     */
    Pace(Stage stage, Chance chance, long boundNanos, Tally tally) {
        this.tally = tally;
        this.stage = stage;
        this.chance = chance;
        this.boundNanos = boundNanos;
    }

    /** Whether long delays happen. */
    void setRough(boolean rough) {
        this.rough = rough;
    }

    /** Whether threads stop often, between any two steps. */
    void setStops(boolean stops) {
        this.stops = stops;
    }

    /** Whether the network is slow. */
    void setSlow(boolean slow) {
        this.slow = slow;
    }

    /** Between two steps of a program: a thread may lose its processor there. */
    void step() {
        if ((rough && chance.oneIn(1000)) || (stops && chance.oneIn(200))) {
            stop();
        } else {
            stage.pass(chance.between(1, 20) * 1_000);
        }
    }

    /** Where a thread looks at its clock it may lose its processor, too. */
    void stepAtClock() {
        if ((rough && chance.oneIn(300)) || (stops && chance.oneIn(20))) {
            stop();
        }
    }

    private void stop() {
        long nanos = chance.between(0, boundNanos * 3 / 2);
        if (nanos > boundNanos) {
            tally.count(Incident.THREAD_STOPPED_PAST_THE_BOUND);
        }
        stage.pass(nanos);
    }

    /** One way to a server. */
    void hop() {
        stage.pass(latency());
    }

    long latency() {
        if ((slow && chance.oneIn(4)) || (rough && chance.oneIn(400))) {
            return chance.between(0, boundNanos * 3 / 2);
        }
        return chance.oneIn(30) ? chance.between(1, 30) * Catalog.MS : chance.between(50, 800) * 1_000;
    }

    /** A request's way to a server, if there is one. */
    void request(Link link) throws PortException {
        hop();
        if (link.isCut()) {
            stage.pass(chance.between(1, 200) * Catalog.MS);
            throw new PortException("no answer");
        }
    }

    /** An answer's way back; it may be lost. */
    void answer(Link link) throws PortException {
        hop();
        if (link.isCut() || (rough && chance.oneIn(300))) {
            throw new PortException("the answer was lost");
        }
    }
}
