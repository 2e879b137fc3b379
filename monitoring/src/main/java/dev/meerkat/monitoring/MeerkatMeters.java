package dev.meerkat.monitoring;

import dev.meerkat.cache.AuditVerdict;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome.Tier;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * All that is counted of one cache, as meters: those that Micrometer names for every cache ({@code cache.gets} and so on)
 * and Meerkat's own ({@code meerkat.*}), each tagged {@code cache} with the cache's name. May be bound to any number of
 * registries, and to one registry again, which changes nothing. Thread-safe.
 *
 * <p>They are read when a registry asks: a hit pays nothing for them. Only loads and audited hits feed something, a timer. The meters refer to
 * the cache weakly and don't hold it; they tell true values for as long as it lives.
 */
public final class MeerkatMeters implements MeterBinder {

    private final Vitals vitals;
    private final String name;
    private final Tags tags;

    /**
     * @param vitals what can be seen of the process
     * @param name the value of the tag {@code cache}: tells it from other caches of the same registry
     */
    public MeerkatMeters(Vitals vitals, String name) {
        this.vitals = vitals;
        this.name = name;
        this.tags = Tags.of("cache", name);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        LoadTimers.bind(vitals, registry, tags);
        new CacheBinder(vitals.cache(), name).bindTo(registry);
        bindReads(registry);
        bindTiers(registry);
        bindChanges(registry);
        bindGate(registry);
        bindProcess(registry);
        bindAudit(registry);
    }

    private void bindReads(MeterRegistry registry) {
        reads(registry, "near", "hit", counts -> counts.from(Tier.NEAR));
        reads(registry, "shared", "hit", counts -> counts.from(Tier.SHARED));
        reads(registry, "mongodb", "filled", counts -> counts.from(Tier.FILLED));
        reads(registry, "mongodb", "joined", counts -> counts.from(Tier.JOINED));
        reads(registry, "mongodb", "bypassed", CacheStatistics::bypassed);
        for (BypassReason reason : BypassReason.values()) {
            counter(
                            "meerkat.bypasses",
                            "bypasses",
                            counted(counts -> counts.bypasses().getOrDefault(reason, 0L)))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("Reads left to MongoDB, without the cache having a part in them")
                    .register(registry);
        }
    }

    private void reads(MeterRegistry registry, String tier, String outcome, ToLongFunction<CacheStatistics> count) {
        counter("meerkat.reads", "reads", counted(count))
                .tag("tier", tier)
                .tag("outcome", outcome)
                .description("Reads, by who answered them and what came of it for the cache")
                .register(registry);
    }

    private void bindTiers(MeterRegistry registry) {
        gauge("meerkat.near.entries", counted(CacheStatistics::entries))
                .baseUnit("entries")
                .description("Entries in the near tiers, about")
                .register(registry);
        gauge("meerkat.near.bytes", counted(CacheStatistics::bytes))
                .baseUnit(BaseUnits.BYTES)
                .description("The weight of the near tiers' entries, about")
                .register(registry);
        counter("meerkat.shared.puts", "puts", counted(CacheStatistics::sharedPuts))
                .description("Results handed to the shared tier, which may drop some")
                .register(registry);
        waits(registry, "served", counts -> counts.sharedWaits() - counts.sharedWaitsInVain());
        waits(registry, "vain", CacheStatistics::sharedWaitsInVain);
        counter("meerkat.shared.spared", "lookups", counted(CacheStatistics::sharedSpared))
                .description("Fills that did not ask the shared tier, which had hardly ever brought anything")
                .register(registry);
    }

    private void waits(MeterRegistry registry, String result, ToLongFunction<CacheStatistics> count) {
        counter("meerkat.shared.waits", "waits", counted(count))
                .tag("result", result)
                .description("Fills that waited for another process which loaded the same, and what came of it")
                .register(registry);
    }

    private void bindChanges(MeterRegistry registry) {
        counter("meerkat.events", BaseUnits.EVENTS, Vitals::events)
                .description("Change events that this process has received from MongoDB")
                .register(registry);
        invalidations(registry, true, CacheStatistics::invalidationsOfCached);
        invalidations(registry, false, counts -> counts.invalidations() - counts.invalidationsOfCached());
        counter("meerkat.log.holes", "holes", Vitals::holes)
                .description("How often events were lost on the way and a floor had to be raised")
                .register(registry);
    }

    private void invalidations(MeterRegistry registry, boolean cached, ToLongFunction<CacheStatistics> count) {
        counter("meerkat.invalidations", "invalidations", counted(count))
                .tag("cached", Boolean.toString(cached))
                .description("Changes applied, own writes' and the log's; cached: of something that a near tier held")
                .register(registry);
    }

    private void bindGate(MeterRegistry registry) {
        gauge("meerkat.gate.open", it -> it.gate().isOpen() ? 1 : 0)
                .description("1 while cached results are known to be true within the bound, else 0")
                .register(registry);
        counter("meerkat.gate.shut.time", "seconds", it -> it.gate().timeShut().toNanos() / 1e9)
                .description("For how long the gate has been shut, all stretches together")
                .register(registry);
        TimeGauge.builder("meerkat.freshness", vitals, TimeUnit.NANOSECONDS, MeerkatMeters::ageNanos)
                .tags(tags)
                .description("How long ago this process surely knew of all changes; NaN before the first time")
                .register(registry);
        TimeGauge.builder("meerkat.watermark.lag", vitals, TimeUnit.SECONDS, MeerkatMeters::lagSeconds)
                .tags(tags)
                .description("How far what was applied is behind the newest cluster time known, in whole seconds")
                .register(registry);
    }

    private static double ageNanos(Vitals vitals) {
        long age = vitals.gate().ageNanos();
        return age == Long.MAX_VALUE ? Double.NaN : age;
    }

    private static double lagSeconds(Vitals vitals) {
        return vitals.gate().lag().map(lag -> (double) lag.toSeconds()).orElse(Double.NaN);
    }

    private void bindProcess(MeterRegistry registry) {
        gauge("meerkat.enabled", it -> it.off() == null ? 1 : 0)
                .description("1 while results are to be cached, 0 while that is switched off")
                .register(registry);
        gauge("meerkat.watching", it -> it.watching() ? 1 : 0)
                .description("1 while this process has a change stream open, else 0")
                .register(registry);
        gauge("meerkat.leader.term", Vitals::term)
                .description("The term that this process leads, else 0")
                .register(registry);
        gauge("meerkat.redis.breaker.open", MeerkatMeters::breaker)
                .description("1 while Redis does not answer and is left alone, else 0; NaN without Redis")
                .register(registry);
    }

    private void bindAudit(MeterRegistry registry) {
        AuditTimer.bind(vitals, registry, tags);
        for (AuditVerdict verdict : AuditVerdict.values()) {
            counter("meerkat.audit.hits", "hits", it -> it.audit().of(verdict))
                    .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
                    .description("Served hits that were chosen for the audit, by what was found of them")
                    .register(registry);
        }
    }

    private static double breaker(Vitals vitals) {
        return switch (vitals.redis()) {
            case NONE -> Double.NaN;
            case UP -> 0;
            case DOWN -> 1;
        };
    }

    private FunctionCounter.Builder<Vitals> counter(String name, String unit, ToDoubleFunction<Vitals> count) {
        return FunctionCounter.builder(name, vitals, count).tags(tags).baseUnit(unit);
    }

    private Gauge.Builder<Vitals> gauge(String name, ToDoubleFunction<Vitals> value) {
        return Gauge.builder(name, vitals, value).tags(tags);
    }

    private static ToDoubleFunction<Vitals> counted(ToLongFunction<CacheStatistics> count) {
        return vitals -> count.applyAsLong(vitals.cache().statistics());
    }
}
