package dev.meerkat.cache;

import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into both tiers and says what the rule would say. Changes nothing. Thread-safe. */
final class Explainer {

    private final Gate gate;
    private final Rule rule;
    private final Invalidations invalidations;
    private final SharedTier shared;
    private final Ticker ticker;

    Explainer(Gate gate, Rule rule, Invalidations invalidations, SharedTier shared, Ticker ticker) {
        this.gate = gate;
        this.rule = rule;
        this.invalidations = invalidations;
        this.shared = shared;
        this.ticker = ticker;
    }

    private record Verdict(Optional<Outcome.Tier> servedFrom, String text) {}

    Explanation explain(ReadRequest request, NearTier tier) {
        Freshness wanted = request.freshness();
        Entry inNear = tier.peek(request.nearKey());
        Entry inShared = shared.peek(request);
        Optional<Explanation.Copy> near = copy(inNear, wanted);
        Optional<Explanation.Copy> far = copy(inShared, wanted);
        Dependencies dependencies = dependencies(request, inNear, inShared);
        Verdict verdict =
                rule.covers(dependencies) || !gate.isOpen(wanted) ? judge(near, far, wanted) : notCovered(dependencies);
        return new Explanation(
                request.key().toString(),
                dependencies.namespaces(),
                tags(dependencies),
                invalidations.latest(dependencies),
                near,
                shared.isPresent(),
                far,
                verdict.servedFrom(),
                verdict.text());
    }

    /** Of a result that is there, what it depends on; else what any result of the read may depend on. */
    private static Dependencies dependencies(ReadRequest request, @Nullable Entry near, @Nullable Entry shared) {
        Entry entry = near == null ? shared : near;
        return entry == null ? request.dependencies() : entry.dependencies();
    }

    private Optional<Explanation.Copy> copy(@Nullable Entry entry, Freshness wanted) {
        if (entry == null) {
            return Optional.empty();
        }
        long now = ticker.currentTimeMillis();
        long age = Math.max(0, now / 1000 - ClusterTime.seconds(entry.asof()));
        Duration timeLeft = Duration.ofMillis(entry.expiresAtMillis() - now);
        return Optional.of(new Explanation.Copy(
                entry.asof(),
                Duration.ofSeconds(age),
                timeLeft,
                entry.documents().length,
                flaw(entry, timeLeft, invalidations.latest(entry.dependencies()), wanted)));
    }

    private String flaw(Entry entry, Duration timeLeft, long lastChange, Freshness wanted) {
        if (timeLeft.isNegative() || timeLeft.isZero()) {
            return "it has ended";
        }
        if (ClusterTime.isAfter(lastChange, entry.asof())) {
            return "it was invalidated at " + ClusterTime.toString(lastChange);
        }
        Dependencies choosing = entry.choosing();
        long chosenAnew = choosing == null ? ClusterTime.NONE : invalidations.latest(choosing);
        if (ClusterTime.isAfter(chosenAnew, entry.inputs().asof())) {
            return "it may be made of other documents since " + ClusterTime.toString(chosenAnew);
        }
        if (!rule.includes(entry.asof(), wanted.after())) {
            return "the session has seen " + ClusterTime.toString(wanted.after()) + ", which it may not reflect";
        }
        return ClusterTime.isAfter(entry.asof(), gate.newestKnown())
                ? "it is of a cluster time that this process has not heard of"
                : "";
    }

    private Verdict judge(Optional<Explanation.Copy> near, Optional<Explanation.Copy> far, Freshness wanted) {
        if (!gate.isOpen(wanted)) {
            return new Verdict(
                    Optional.empty(),
                    "MongoDB is read, past the cache: the gate is shut: "
                            + gate.inWords(gate.ageNanos(), wanted.maxStaleness()));
        }
        if (near.isPresent() && near.get().isValid()) {
            return new Verdict(Optional.of(Outcome.Tier.NEAR), "served from the near tier");
        }
        if (far.isPresent() && far.get().isValid()) {
            return new Verdict(
                    Optional.of(Outcome.Tier.SHARED), "served from the shared tier" + although(near, "near"));
        }
        return new Verdict(
                Optional.empty(),
                near.isEmpty() && far.isEmpty()
                        ? "MongoDB is read, and the result is kept: it is not cached yet"
                        : "MongoDB is read, and the result is kept" + although(near, "near") + although(far, "shared"));
    }

    private Verdict notCovered(Dependencies dependencies) {
        Set<String> missing = gate.watched().missing(dependencies);
        return new Verdict(Optional.empty(), "MongoDB is read, past the cache: " + Watched.inWords(missing));
    }

    private static String although(Optional<Explanation.Copy> copy, String where) {
        return copy.map(it -> "; of what is " + where + ": " + it.flaw()).orElse("");
    }

    private static List<String> tags(Dependencies dependencies) {
        List<String> names = new ArrayList<>();
        for (long tag : dependencies.tags()) {
            names.add(Tags.inWords(tag, dependencies) + " (" + String.format("%016x", tag) + ")");
        }
        return names;
    }
}
