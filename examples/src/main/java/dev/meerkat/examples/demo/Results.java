package dev.meerkat.examples.demo;

import dev.meerkat.examples.demo.claims.Verdict;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Histogram;
import java.util.Map;

/**
 * All that the demo found.
 *
 * @param verdicts by the claim's title
 * @param processes what each counted
 * @param total the sum of all, the plain writer's too
 * @param delays of invalidations, in microseconds; empty if some never came
 * @param seconds the whole demo took
 */
record Results(
        Map<String, Verdict> verdicts, Map<String, Figures> processes, Figures total, Histogram delays, long seconds) {

    boolean isGood() {
        return verdicts.values().stream().allMatch(Verdict::isGood);
    }

    long count(Verdict.State state) {
        return verdicts.values().stream()
                .filter(verdict -> verdict.state() == state)
                .count();
    }
}
