package dev.meerkat.spec.report;

import dev.meerkat.spec.run.CaseRuns;
import dev.meerkat.spec.run.Mode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of many cases, counted.
 *
 * @param name whose they are
 * @param cases all of them
 * @param admitted those that the server's version, topology and settings admit
 * @param passed by mode
 * @param hits reads served from the cache, of those done a second time
 * @param bypasses reads done a second time that went past the cache, by reason
 * @param skipped by reason
 */
public record Results(
        String name,
        int cases,
        int admitted,
        Map<Mode, Integer> passed,
        int hits,
        Map<String, Integer> bypasses,
        Map<String, Integer> skipped) {

    /** Counts; waits for the runs. */
    public static Results of(String name, List<CaseRuns> all) {
        Map<Mode, Integer> passed = new TreeMap<>();
        Map<String, Integer> bypasses = new TreeMap<>();
        Map<String, Integer> skipped = new TreeMap<>();
        int hits = 0;
        for (CaseRuns runs : all) {
            String reason = runs.skipped();
            if (reason != null) {
                skipped.merge(reason, 1, Integer::sum);
                continue;
            }
            for (Mode mode : Mode.values()) {
                passed.merge(mode, runs.fault(mode) == null ? 1 : 0, Integer::sum);
            }
            hits += runs.result(Mode.HOT).hits();
            runs.result(Mode.HOT).bypasses().forEach((why, count) -> bypasses.merge(why, count, Integer::sum));
        }
        int admitted = (int) all.stream().filter(CaseRuns::isAdmitted).count();
        return new Results(name, all.size(), admitted, passed, hits, bypasses, skipped);
    }

    /** Which part of the admitted cases passed through the driver; all, where there are none. */
    public double share() {
        return admitted == 0 ? 1 : (double) passed.getOrDefault(Mode.PLAIN, 0) / admitted;
    }

    String row() {
        return "| "
                + String.join(
                        " | ",
                        name,
                        String.valueOf(cases),
                        String.valueOf(admitted),
                        count(Mode.PLAIN),
                        count(Mode.COLD),
                        count(Mode.HOT),
                        String.valueOf(hits),
                        list(bypasses),
                        list(skipped))
                + " |";
    }

    private String count(Mode mode) {
        return String.valueOf(passed.getOrDefault(mode, 0));
    }

    private static String list(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + ": " + count.getValue())
                .collect(Collectors.joining("; "));
    }
}
