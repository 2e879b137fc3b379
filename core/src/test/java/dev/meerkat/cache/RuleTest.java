package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/** The one rule, and the plan that follows from it. */
final class RuleTest {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final Namespace ITEMS = new Namespace("shop", "items");
    private static final long ONE = Tags.document(ORDERS, new BsonInt32(1));
    private static final Dependencies BY_ID = Dependencies.document(ORDERS, ONE);
    private static final Dependencies JOINED = Dependencies.queries(List.of(ORDERS, ITEMS));

    private final ManualTicker ticker = new ManualTicker();
    private final Gate gate = new Gate(ticker, BOUND, Guards.all());
    private final Invalidations invalidations = new Invalidations(100, Guards.all());
    private final Rule rule = new Rule(gate, invalidations, Guards.all());

    @Test
    void nothingIsAdmittedWhileTheGateIsShut() {
        assertThat(rule.admits(-1, BY_ID, Freshness.USUAL)).isFalse();
        assertThat(ReadPlan.decide(rule, BY_ID, Freshness.USUAL, entry(-1)))
                .isEqualTo(new ReadPlan.Bypass(BypassReason.GATE_SHUT));
    }

    @Test
    void aVersionIsAdmittedAtTheLastChangeAndNotBelow() {
        open(101);
        invalidations.raise(new Invalidation.Documents(50, ORDERS, ONE));

        assertThat(rule.admits(49, BY_ID, Freshness.USUAL)).isFalse();
        assertThat(rule.admits(50, BY_ID, Freshness.USUAL)).isTrue();
        assertThat(rule.admits(51, BY_ID, Freshness.USUAL)).isTrue();
    }

    @Test
    void timesFrom2038OnAreLaterThanThoseBefore() {
        open(101);
        invalidations.raise(new Invalidation.Documents(0x8000_0001L << 32, ORDERS, ONE));

        assertThat(rule.admits(0x7fff_ffffL << 32, BY_ID, Freshness.USUAL)).isFalse();
        assertThat(rule.admits(0x8000_0002L << 32, BY_ID, Freshness.USUAL)).isTrue();
    }

    @Test
    void everyNamespaceReadHasASay() {
        open(101);
        invalidations.raise(new Invalidation.WholeNamespace(50, ITEMS));

        assertThat(rule.admits(49, JOINED, Freshness.USUAL)).isFalse();
        assertThat(rule.admits(50, JOINED, Freshness.USUAL)).isTrue();
        assertThat(rule.admits(49, BY_ID, Freshness.USUAL)).isTrue();
    }

    @Test
    void theVersionToReadAtIsTheLatestOfAllThatIsKnown() {
        open(101);
        assertThat(rule.asofNow(BY_ID, Freshness.USUAL)).isEqualTo(101);
        invalidations.raise(new Invalidation.Documents(150, ORDERS, ONE));
        assertThat(rule.asofNow(BY_ID, Freshness.USUAL)).isEqualTo(150);
        invalidations.raise(new Invalidation.WholeNamespace(160, ORDERS));
        assertThat(rule.asofNow(BY_ID, Freshness.USUAL)).isEqualTo(160);
        invalidations.raise(new Invalidation.WholeDatabase(170, "shop"));
        assertThat(rule.asofNow(BY_ID, Freshness.USUAL)).isEqualTo(170);
        invalidations.raiseFloor(180);
        assertThat(rule.asofNow(BY_ID, Freshness.USUAL)).isEqualTo(180);
        gate.advance(190);
        assertThat(rule.asofNow(BY_ID, Freshness.USUAL)).isEqualTo(190);

        assertThat(rule.admits(rule.asofNow(BY_ID, Freshness.USUAL), BY_ID, Freshness.USUAL))
                .isTrue();
    }

    @Test
    void aVersionAboveAllThatIsKnownIsNotOfThisCluster() {
        open(101);

        assertThat(rule.isKnown(101)).isTrue();
        assertThat(rule.isKnown(102)).isFalse();
        gate.heard(102);
        assertThat(rule.isKnown(102)).isTrue();
    }

    @Test
    void aValidEntryIsServedAndAnotherIsFilledAnew() {
        open(101);
        Entry entry = entry(60);
        assertThat(ReadPlan.decide(rule, BY_ID, Freshness.USUAL, entry)).isEqualTo(new ReadPlan.Serve(entry));
        assertThat(ReadPlan.decide(rule, BY_ID, Freshness.USUAL, null)).isEqualTo(new ReadPlan.Fill(101, null));

        invalidations.raise(new Invalidation.Documents(61, ORDERS, ONE));

        assertThat(ReadPlan.decide(rule, BY_ID, Freshness.USUAL, entry)).isEqualTo(new ReadPlan.Fill(101, entry));
    }

    @Test
    void withoutTheRuleEverythingIsAdmitted() {
        Rule broken = new Rule(gate, invalidations, Guards.without(Guard.RULE));
        invalidations.raiseFloor(1000);

        assertThat(broken.admits(1, BY_ID, Freshness.USUAL)).isTrue();
        assertThat(ReadPlan.decide(broken, BY_ID, Freshness.USUAL, entry(1))).isInstanceOf(ReadPlan.Serve.class);
    }

    @Test
    void whatIsNotCoveredIsNeitherServedNorFilledAndIsAskedFor() {
        open(101);
        gate.watched().become(Coverage.of(Set.of("crm")));
        Entry entry = entry(60);
        assertThat(rule.admits(60, BY_ID, Freshness.USUAL)).isFalse();
        assertThat(gate.watched().missing()).isEmpty();

        assertThat(ReadPlan.decide(rule, BY_ID, Freshness.USUAL, entry))
                .isEqualTo(new ReadPlan.Bypass(BypassReason.NOT_COVERED));
        assertThat(gate.watched().missing()).containsExactly("shop");

        gate.watched().become(Coverage.of(Set.of("crm", "shop")));
        assertThat(ReadPlan.decide(rule, BY_ID, Freshness.USUAL, entry)).isEqualTo(new ReadPlan.Serve(entry));
        assertThat(gate.watched().missing()).isEmpty();
        assertThat(gate.watched().asked()).containsExactly("shop");
    }

    @Test
    void everyDatabaseReadHasToBeCovered() {
        open(101);
        Dependencies across = Dependencies.queries(List.of(ORDERS, new Namespace("crm", "people")));
        gate.watched().become(Coverage.of(Set.of("shop")));

        assertThat(rule.admits(60, across, Freshness.USUAL)).isFalse();
        assertThat(rule.admits(60, JOINED, Freshness.USUAL)).isTrue();
    }

    private void open(long watermark) {
        gate.look().note(watermark - 1);
        gate.advance(watermark);
    }

    private static Entry entry(long asof) {
        return new Entry(asof, asof, new byte[0], BY_ID, Long.MAX_VALUE);
    }
}
