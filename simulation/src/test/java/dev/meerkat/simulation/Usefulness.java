package dev.meerkat.simulation;

/** Counts how many of the reads whose result had not changed since the process last read it were hits. */
final class Usefulness {

    private long repeated;
    private long hits;
    private long all;
    private long bypassed;

    void count(boolean repeat, boolean hit, boolean bypass) {
        all++;
        bypassed += bypass ? 1 : 0;
        if (repeat) {
            repeated++;
            hits += hit ? 1 : 0;
        }
    }

    void reset() {
        repeated = 0;
        hits = 0;
        all = 0;
        bypassed = 0;
    }

    long repeated() {
        return repeated;
    }

    long all() {
        return all;
    }

    /** The share of hits in repeated reads; 0 where there were none. */
    double hitRatio() {
        return repeated == 0 ? 0 : (double) hits / repeated;
    }

    double bypassRatio() {
        return all == 0 ? 0 : (double) bypassed / all;
    }

    @Override
    public String toString() {
        return String.format(
                "%d reads, %.1f %% bypassed, %d repeated, %.1f %% of them hits",
                all, 100 * bypassRatio(), repeated, 100 * hitRatio());
    }
}
