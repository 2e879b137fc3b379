package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;
import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.query;
import static dev.meerkat.cache.CacheProcess.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ExplanationTest {

    private final InMemoryRemoteTier remote = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess process = new CacheProcess(remote);
    private final CacheProcess other = new CacheProcess(remote);
    private final long now = (process.ticker.currentTimeMillis() / 1000) << 32;

    @Test
    void whatIsNotCachedIsSaidToBeReadAndKept() {
        process.upTo(now);

        Explanation explanation = explain(1);

        assertThat(explanation.key()).isEqualTo("{\"find\": \"orders\", \"id\": 1}");
        assertThat(explanation.namespaces()).containsExactly(ORDERS);
        assertThat(explanation.tags()).containsExactly("one document (" + String.format("%016x", tag(1)) + ")");
        assertThat(explanation.lastChange()).isEqualTo(ClusterTime.NONE);
        assertThat(explanation.near()).isEmpty();
        assertThat(explanation.shared()).isEmpty();
        assertThat(explanation.servedFrom()).isEmpty();
        assertThat(explanation.verdict()).contains("MongoDB is read", "kept", "not cached yet");
    }

    @Test
    void aQuerysTagNamesItsNamespace() {
        assertThat(process.cache.explain(query("all")).tags())
                .containsExactly("any document of shop.orders (" + String.format("%016x", Tags.anything(ORDERS)) + ")");
    }

    @Test
    void aValidNearEntryIsToldWithItsAgeAndItsEnd() {
        process.upTo(now);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(Duration.ofSeconds(4));

        Explanation explanation = explain(1);

        assertThat(explanation.servedFrom()).contains(Tier.NEAR);
        assertThat(explanation.verdict()).isEqualTo("served from the near tier");
        assertThat(explanation.near())
                .contains(new Explanation.Copy(now, Duration.ofSeconds(4), Duration.ofSeconds(56), 2, ""));
        assertThat(explanation.shared()).isPresent();
    }

    @Test
    void aCopyThatOnlyTheSharedTierHasIsServedFromThere() {
        process.upTo(now);
        other.upTo(now).readFrom(Tier.FILLED, 1, "v1");

        Explanation explanation = explain(1);

        assertThat(explanation.near()).isEmpty();
        assertThat(explanation.shared()).isPresent();
        assertThat(explanation.servedFrom()).contains(Tier.SHARED);
        assertThat(explanation.verdict()).isEqualTo("served from the shared tier");
        process.readFrom(Tier.SHARED, 1, "not asked");
    }

    @Test
    void anInvalidatedEntryIsToldWithTheTimeOfTheChange() {
        process.upTo(now);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.changed(1, now + 5);

        Explanation explanation = explain(1);

        assertThat(explanation.servedFrom()).isEmpty();
        assertThat(explanation.lastChange()).isEqualTo(now + 5);
        assertThat(explanation.near().orElseThrow().isValid()).isFalse();
        assertThat(explanation.verdict())
                .contains("MongoDB is read", "near: it was invalidated at " + ClusterTime.toString(now + 5))
                .contains("shared: it was invalidated");
        process.readFrom(Tier.FILLED, 1, "v2");
    }

    @Test
    void anEntryThatHasEndedIsToldAndLeftWhereItIs() {
        process.upTo(now);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(CacheProcess.TTL.plusSeconds(3));
        process.upTo(now + 1);

        assertThat(explain(1).verdict()).contains("near: it has ended");
        assertThat(explain(1).near().orElseThrow().timeLeft()).isEqualTo(Duration.ofSeconds(-3));
        assertThat(explain(1).toString()).contains("ended 3.0 s ago");
    }

    @Test
    void aShutGateIsToldWithItsAgeAndTheBound() {
        assertThat(explain(1).verdict()).contains("the gate is shut", "not yet known");
        process.upTo(now);
        process.readFrom(Tier.FILLED, 1, "v1");
        process.ticker.pass(Duration.ofMillis(7200));

        Explanation explanation = explain(1);

        assertThat(explanation.servedFrom()).isEmpty();
        assertThat(explanation.near().orElseThrow().isValid()).isTrue();
        assertThat(explanation.verdict()).contains("the gate is shut", "7.2 s ago", "the bound is 5.0 s");
    }

    @Test
    void aSharedEntryOfATimeNeverHeardOfIsNotServed() {
        process.upTo(now);
        other.upTo(now + 1000).readFrom(Tier.FILLED, 1, "v1");

        assertThat(explain(1).servedFrom()).isEmpty();
        assertThat(explain(1).verdict()).contains("has not heard of");
        process.readFrom(Tier.FILLED, 1, "v1");
    }

    @Test
    void itChangesNothingAndCountsNothing() {
        process.upTo(now);
        other.upTo(now).readFrom(Tier.FILLED, 1, "v1");
        process.readFrom(Tier.FILLED, 2, "v2");
        process.ticker.pass(CacheProcess.TTL);
        CacheStatistics before = process.cache.statistics();

        explain(1);
        explain(2);

        assertThat(process.cache.statistics()).isEqualTo(before);
        assertThat(process.cache.statistics().entries()).isEqualTo(1);
    }

    @Test
    void inWordsItHasALineForEachThing() {
        process.upTo(now);
        process.readFrom(Tier.FILLED, 1, "v1");

        assertThat(explain(1).toString().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly("key", "reads", "tags", "changed", "near", "shared", "verdict");
        assertThat(explain(1).toString())
                .contains("reads    shop.orders", "changed  not that is known", "ends in 60.0 s: valid");
        assertThat(new CacheProcess(RemoteTier.none()).cache.explain(byId(1)).toString())
                .contains("near     nothing", "shared   no such tier");
    }

    private Explanation explain(int id) {
        return process.cache.explain(byId(id));
    }
}
