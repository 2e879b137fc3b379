package dev.meerkat.monitoring;

import dev.meerkat.cache.LoadListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One registry's timers of loads. Two are equal where they feed the same timers, so that a cache listens to one of them only,
 * however often its meters are bound to the registry. Thread-safe.
 */
final class LoadTimers implements LoadListener {

    /** The other meters refer to it weakly: this way it lives as long as the cache, which refers to its listeners. */
    private final Vitals vitals;

    private final Timer complete;
    private final Timer oversize;
    private final Timer failed;

    private LoadTimers(Vitals vitals, MeterRegistry registry, Tags tags) {
        this.vitals = vitals;
        this.complete = timer(registry, tags, Result.COMPLETE);
        this.oversize = timer(registry, tags, Result.OVERSIZE);
        this.failed = timer(registry, tags, Result.FAILED);
    }

    static void bind(Vitals vitals, MeterRegistry registry, Tags tags) {
        LoadTimers timers = new LoadTimers(vitals, registry, tags);
        timers.vitals.cache().onLoads(timers);
    }

    private static Timer timer(MeterRegistry registry, Tags tags, Result result) {
        return Timer.builder("meerkat.loads")
                .tags(tags.and("result", result.name().toLowerCase(Locale.ROOT)))
                .description("How long MongoDB took to answer reads that fill the cache")
                .register(registry);
    }

    @Override
    public void loaded(Result result, long nanos) {
        Timer timer = switch (result) {
            case COMPLETE -> complete;
            case OVERSIZE -> oversize;
            case FAILED -> failed;
        };
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // timers of two registries are equal, but not the same
    public boolean equals(Object other) {
        return other instanceof LoadTimers that && complete == that.complete;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(complete);
    }
}
