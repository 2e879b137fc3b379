package dev.meerkat.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;

final class CellTest {

    @Test
    void theMatrixHasEachSystemUnderEachLoadOnceInTurns() {
        List<Cell> all = Cell.all();
        int systems = CachingSystem.values().length;

        assertThat(all).hasSize(systems * 3 * 3 * 2 * 2).doesNotHaveDuplicates();
        for (int load = 0; load < all.size(); load += systems) {
            assertThat(all.subList(load, load + systems))
                    .extracting(cell -> cell.of(CachingSystem.MEERKAT))
                    .containsOnly(all.get(load).of(CachingSystem.MEERKAT));
        }
        assertThat(all.get(0).system()).isNotEqualTo(all.get(systems).system());
    }

    @Test
    void theSampleHasEachSystemAndEachValueOfTheRest() {
        List<Function<Cell, Object>> aspects =
                List.of(Cell::system, Cell::workload, Cell::readShare, Cell::threads, Cell::delayed);

        for (Function<Cell, Object> aspect : aspects) {
            assertThat(values(Cell.sample(), aspect)).containsAll(values(Cell.all(), aspect));
        }
        assertThat(Cell.all()).containsAll(Cell.sample());
    }

    @Test
    void anotherProcessIsToldTheSameCell() {
        assertThat(Cell.all())
                .allSatisfy(cell -> assertThat(
                                Cell.of(Document.parse(cell.toDocument().toJson())))
                        .isEqualTo(cell));
    }

    @Test
    void aCacheThatNeverHitsIsNoted() {
        assertThat(HitRatio.ratio(CachingSystem.MEERKAT, 100, 25)).isEqualTo(0.75);
        assertThat(HitRatio.ratio(CachingSystem.NO_CACHE, 100, 100)).isZero();
        assertThatIllegalStateException().isThrownBy(() -> HitRatio.ratio(CachingSystem.MEERKAT, 100, 100));
        assertThatIllegalStateException().isThrownBy(() -> HitRatio.ratio(CachingSystem.NO_CACHE, 100, 99));
        assertThatIllegalStateException().isThrownBy(() -> HitRatio.ratio(CachingSystem.REDISSON, 0, 0));
    }

    private static Collection<Object> values(List<Cell> cells, Function<Cell, Object> aspect) {
        return cells.stream().map(aspect).collect(Collectors.toSet());
    }
}
