package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.benchmarks.peers.CachingSystem;
import org.junit.jupiter.api.Test;

class CostPlanTest {

    @Test
    void withoutArgumentsEverySystemThatSharesItsCacheIsMeasured() {
        CostPlan plan = CostPlan.of();

        assertThat(plan.brief()).isFalse();
        assertThat(plan.systems()).hasSize(5).doesNotContain(CachingSystem.MEERKAT_NEAR);
        assertThat(plan.either(20, 3)).isEqualTo(20);
    }

    @Test
    void inShortOnlyMeerkatIsMeasured() {
        CostPlan plan = CostPlan.of("--short");

        assertThat(plan.systems()).containsExactly(CachingSystem.MEERKAT);
        assertThat(plan.either(20, 3)).isEqualTo(3);
    }

    @Test
    void systemsAreChosenByTheirNamesInShortAsWell() {
        assertThat(CostPlan.of("--short", "--systems", "Jet|Redisson").systems())
                .containsExactly(CachingSystem.JETCACHE, CachingSystem.REDISSON);
        assertThatThrownBy(() -> CostPlan.of("--systems", "Ehcache")).hasMessageContaining("Redisson");
    }

    @Test
    void aPlantIsForTheCheckerAlone() {
        CostPlan plan = CostPlan.of("--plant");

        assertThat(plan.only().matcher(StaleReads.NAME).find()).isTrue();
        assertThat(plan.only().matcher(InvalidationDelay.NAME).find()).isFalse();
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        assertThatThrownBy(() -> CostPlan.of("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> CostPlan.of("--only")).hasMessageContaining("--only");
        assertThatThrownBy(() -> CostPlan.of("--only", "(")).hasMessageContaining("regular expression");
    }
}
