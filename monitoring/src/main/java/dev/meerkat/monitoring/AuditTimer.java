package dev.meerkat.monitoring;

import dev.meerkat.cache.Audit;
import dev.meerkat.cache.AuditListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One registry's timer of stale hits. Two are equal where they feed the same timer, so that an audit listens to one of them
 * only, however often its meters are bound to the registry. Thread-safe.
 */
final class AuditTimer implements AuditListener {

    /** The ages up to which hits are counted, in milliseconds. */
    private static final long[] AGES = {100, 250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000};

    private final Timer ages;

    private AuditTimer(Timer ages) {
        this.ages = ages;
    }

    static void bind(Vitals vitals, MeterRegistry registry, Tags tags) {
        AuditTimer timer = new AuditTimer(timer(registry, tags));
        Audit audit = vitals.cache().audit();
        if (audit != null) {
            audit.listen(timer);
        }
    }

    private static Timer timer(MeterRegistry registry, Tags tags) {
        return Timer.builder("meerkat.audit.stale")
                .tags(tags)
                .description(
                        "How long before an audited hit was served the first change was acknowledged that it misses")
                .serviceLevelObjectives(
                        Arrays.stream(AGES).mapToObj(Duration::ofMillis).toArray(Duration[]::new))
                .register(registry);
    }

    @Override
    public void stale(long ageNanos) {
        ages.record(ageNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // timers of two registries are equal, but not the same
    public boolean equals(Object other) {
        return other instanceof AuditTimer that && ages == that.ages;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(ages);
    }
}
