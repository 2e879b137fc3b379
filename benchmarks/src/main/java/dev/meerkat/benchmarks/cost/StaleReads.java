package dev.meerkat.benchmarks.cost;

final class StaleReads {
    static final String NAME = "stale-reads";
}
