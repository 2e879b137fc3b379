package dev.meerkat.cache;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the {@link Audit} has found since the start. Immutable.
 *
 * @param verdicts served hits that were chosen, by what was found of them; without those that wait for a verdict
 * @param longestStale the age of the most stale result, at most; zero where none was
 */
public record AuditStatistics(Map<AuditVerdict, Long> verdicts, Duration longestStale) {

    /** Of a process that audits nothing. */
    public static final AuditStatistics NONE = new AuditStatistics(Map.of(), Duration.ZERO);

    /**
     * Copies the counts.
     *
     * @param verdicts served hits that were chosen, by what was found of them; without those that wait for a verdict
     * @param longestStale the age of the most stale result, at most; zero where none was
     */
    public AuditStatistics {
        EnumMap<AuditVerdict, Long> copy = new EnumMap<>(AuditVerdict.class);
        copy.putAll(verdicts);
        verdicts = Collections.unmodifiableMap(copy);
    }

    /**
     * Hits of which this was found.
     *
     * @param verdict what was found
     * @return how many hits
     */
    public long of(AuditVerdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /** {@return hits that show that the promise was broken} */
    public long broken() {
        return AuditVerdict.BROKEN.stream().mapToLong(this::of).sum();
    }
}
