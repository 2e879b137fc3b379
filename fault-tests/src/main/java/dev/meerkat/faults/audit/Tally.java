package dev.meerkat.faults.audit;

/** What happened while a fault was on, counted. For one thread. */
final class Tally {

    private static final int SOURCES = Source.values().length;

    final long[] results = new long[SOURCES];
    long writes;
    long longestNanos;
    long stale;
    long ownMissed;
    long causal;
    long garbage;
    long failed;
    long excused;

    void result(Source source, long staleNanos) {
        results[source.ordinal()]++;
        longestNanos = Math.max(longestNanos, staleNanos);
    }

    void add(Tally other) {
        for (int i = 0; i < SOURCES; i++) {
            results[i] += other.results[i];
        }
        writes += other.writes;
        longestNanos = Math.max(longestNanos, other.longestNanos);
        stale += other.stale;
        ownMissed += other.ownMissed;
        causal += other.causal;
        garbage += other.garbage;
        failed += other.failed;
        excused += other.excused;
    }
}
