package dev.meerkat.examples.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.examples.demo.measure.Figures.Total;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void figuresOfTwoProcessesAddUpAfterTheirWayAsJson() {
        Figures one = new Figures();
        one.read("NEAR", 3_000_000_000L);
        one.bypassed("NO_CACHE");
        one.latency("NEAR").add(12_345);
        one.superseded().add(7);
        one.count(Total.STALE);
        one.note("a stale read");
        Figures two = new Figures();
        two.read("NEAR");
        two.read("FILLED");
        Figures sum = new Figures().add(sent(one)).add(sent(two));
        assertThat(sum.reads("NEAR")).isEqualTo(3_000_000_001L);
        assertThat(sum.reads()).isEqualTo(3_000_000_003L);
        assertThat(sum.bypasses()).containsExactlyEntriesOf(Map.of("NO_CACHE", 1L));
        assertThat(sum.reads(Figures.BYPASSED)).isEqualTo(1);
        assertThat(sum.total(Total.STALE)).isEqualTo(1);
        assertThat(sum.total(Total.FAILED_READS)).isZero();
        assertThat(sum.latency("NEAR").count()).isEqualTo(1);
        assertThat(sum.superseded().max()).isEqualTo(7);
        assertThat(sum.notes()).containsExactly("a stale read");
    }

    @Test
    void warmUpTimesAreForgottenButNotTheCounts() {
        Figures figures = new Figures();
        figures.read("NEAR");
        figures.latency("NEAR").add(1);
        figures.superseded().add(1);
        figures.clearLatencies();
        assertThat(figures.latency("NEAR").count()).isZero();
        assertThat(figures.superseded().count()).isEqualTo(1);
        assertThat(figures.reads()).isEqualTo(1);
    }

    private static Figures sent(Figures figures) {
        return Figures.of(Document.parse(figures.toDocument().toJson()));
    }
}
