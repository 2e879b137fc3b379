package dev.meerkat.monitoring;

import dev.meerkat.cache.Watched;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a process's cache is doing. Immutable. Whatever it says, reads are answered: what the cache can't answer, MongoDB does.
 *
 * @param status all of it in one word
 * @param reason why the status is not {@link Status#UP}, in words for people; empty where it is
 * @param enabled whether results are to be cached at all
 * @param watching whether this process has a change stream open
 * @param solo whether it watches for itself, because the log that it shares with others stands still
 * @param leader whether this process watches for all
 * @param term the term that this process leads, or 0
 * @param gate whether cached results are known to be true within the bound
 * @param freshness how long ago this process surely knew of all changes; empty before the first time
 * @param timeShut for how long the gate has been shut since the start, all stretches together
 * @param lag how far what has been applied is behind the newest cluster time known, in the server's whole seconds; empty
 *     before anything was applied
 * @param redis what has become of Redis
 * @param events change events that this process has received from MongoDB
 * @param holes how often events were lost on the way and a floor had to be raised
 * @param broken how many audited hits show that the promise was broken; 0 also where nothing is audited
 */
public record Health(
        Status status,
        String reason,
        boolean enabled,
        boolean watching,
        boolean solo,
        boolean leader,
        long term,
        GateState gate,
        Optional<Duration> freshness,
        Duration timeShut,
        Optional<Duration> lag,
        RedisState redis,
        long events,
        long holes,
        long broken) {

    /**
     * {@return all of it for those who show it to others: numbers, flags and texts by their names, in order; times are
     * in milliseconds, null where they are empty} Names and units stay what they are.
     */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("status", status.name());
        fields.put("reason", reason);
        fields.put("enabled", enabled);
        fields.put("serving", serving());
        fields.put("isWatching", watching);
        fields.put("solo", solo);
        fields.put("leader", leader);
        fields.put("term", term);
        fields.put("gate", gate.name());
        fields.put("freshnessMillis", freshness.map(Duration::toMillis).orElse(null));
        fields.put("timeShutMillis", timeShut.toMillis());
        fields.put("lagMillis", lag.map(Duration::toMillis).orElse(null));
        fields.put("redis", redis.name());
        fields.put("events", events);
        fields.put("holes", holes);
        fields.put("broken", broken);
        return fields;
    }

    private record Verdict(Status status, String reason) {}

    /**
     * As of now.
     *
     * @param vitals what can be seen of the process
     * @return the health at this moment
     */
    public static Health of(Vitals vitals) {
        long age = vitals.gate().ageNanos();
        GateState gate = vitals.gate().isOpen() ? GateState.OPEN : GateState.SHUT;
        Optional<Duration> freshness = age == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(age));
        String off = vitals.off();
        RedisState redis = vitals.redis();
        boolean solo = vitals.solo();
        long broken = vitals.audit().broken();
        Verdict verdict = judge(
                off,
                gate,
                freshness.isPresent(),
                vitals.gate().inWords(age),
                redis,
                solo,
                vitals.gate().watched().missing(),
                broken);
        long term = vitals.term();
        return new Health(
                verdict.status(),
                verdict.reason(),
                off == null,
                vitals.watching(),
                solo,
                term != 0,
                term,
                gate,
                freshness,
                vitals.gate().timeShut(),
                vitals.gate().lag(),
                redis,
                vitals.events(),
                vitals.holes(),
                broken);
    }

    private static Verdict judge(
            @Nullable String off,
            GateState gate,
            boolean everFresh,
            String freshness,
            RedisState redis,
            boolean solo,
            Set<String> notCovered,
            long broken) {
        String noRedis = redis == RedisState.DOWN ? "; Redis does not answer" : "";
        if (off != null) {
            return new Verdict(Status.OFF, off);
        }
        if (gate == GateState.SHUT) {
            return new Verdict(
                    everFresh ? Status.SHUT : Status.STARTING, freshness + ": MongoDB answers every read" + noRedis);
        }
        if (broken > 0) {
            return new Verdict(
                    Status.DEGRADED,
                    "the audit has found " + broken + " served results that break the promise, the log says which;"
                            + " disable() takes the cache out" + noRedis);
        }
        if (redis == RedisState.DOWN) {
            return new Verdict(Status.DEGRADED, "Redis does not answer: nothing is shared with other processes");
        }
        if (!notCovered.isEmpty()) {
            return new Verdict(Status.DEGRADED, Watched.inWords(notCovered));
        }
        return solo
                ? new Verdict(Status.DEGRADED, "the shared log stands still: this process watches MongoDB for itself")
                : new Verdict(Status.UP, "");
    }

    /** {@return whether cached results are served now; where not, MongoDB answers everything} */
    public boolean serving() {
        return enabled && gate == GateState.OPEN;
    }
}
