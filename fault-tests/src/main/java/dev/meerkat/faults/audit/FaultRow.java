package dev.meerkat.faults.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row of the table.
 *
 * @param fault the fault's name
 * @param injected how often it was injected
 * @param recoveries how long each recovery took, in nanoseconds and in order
 */
record FaultRow(String fault, int injected, List<Long> recoveries, Tally tally) {

    /** A row of the injections that are of this fault. */
    static FaultRow of(String fault, Iterable<Injection> injections, Tally tally) {
        int injected = 0;
        List<Long> recoveries = new ArrayList<>();
        for (Injection injection : injections) {
            if (injection.fault().equals(fault)) {
                injected++;
                if (injection.recoveredNanos() != Injection.NOT_YET) {
                    recoveries.add(Math.max(0, injection.recoveredNanos() - injection.healedNanos()));
                }
            }
        }
        return of(fault, injected, recoveries, tally);
    }

    /** The row of all. */
    static FaultRow total(List<FaultRow> rows) {
        Tally tally = new Tally();
        List<Long> recoveries = new ArrayList<>();
        int injected = 0;
        for (FaultRow row : rows) {
            tally.add(row.tally);
            recoveries.addAll(row.recoveries);
            injected += row.injected;
        }
        return of("all", injected, recoveries, tally);
    }

    private static FaultRow of(String fault, int injected, List<Long> recoveries, Tally tally) {
        Collections.sort(recoveries);
        Tally copy = new Tally();
        copy.add(tally);
        return new FaultRow(fault, injected, List.copyOf(recoveries), copy);
    }

    long results() {
        long results = 0;
        for (long source : tally.results) {
            results += source;
        }
        return results;
    }

    /** The share of the results that came from there; 0 where there are none. */
    double share(Source source) {
        long results = results();
        return results == 0 ? 0 : (double) tally.results[source.ordinal()] / results;
    }

    /** How many injections were not recovered from. */
    int notRecovered() {
        return injected - recoveries.size();
    }

    /** The median recovery in seconds; NaN where there is none. */
    double medianRecovery() {
        return recoveries.isEmpty() ? Double.NaN : recoveries.get(recoveries.size() / 2) / 1e9;
    }

    /** The longest recovery in seconds; NaN where there is none. */
    double longestRecovery() {
        return recoveries.isEmpty() ? Double.NaN : recoveries.get(recoveries.size() - 1) / 1e9;
    }

    boolean isGood() {
        return tally.stale == 0
                && tally.ownMissed == 0
                && tally.causal == 0
                && tally.garbage == 0
                && tally.failed == 0
                && notRecovered() == 0;
    }
}
