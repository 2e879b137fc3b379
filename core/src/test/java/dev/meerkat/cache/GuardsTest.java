package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.found;
import static dev.meerkat.cache.CacheProcess.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For each guard a history that ends with the truth while it stands, and with a stale value while it doesn't. */
final class GuardsTest {

    @Test
    void withoutTheRuleAChangedDocumentIsServedStale() {
        assertThat(afterAChange(Guards.all())).isEqualTo("new");
        assertThat(afterAChange(Guards.without(Guard.RULE))).isEqualTo("old");
    }

    private static String afterAChange(Guards guards) {
        CacheProcess process = process(guards, 1000);
        process.read(1, asof -> found("old", asof));
        process.changed(1, 101);
        return readAgain(process);
    }

    @Test
    void withTheReplysTimeAsItsVersionAnOvertakenFillIsServedStale() {
        assertThat(afterAnOvertakenFill(Guards.all())).isEqualTo("new");
        assertThat(afterAnOvertakenFill(Guards.without(Guard.ASOF_BEFORE_READ))).isEqualTo("old");
    }

    private static String afterAnOvertakenFill(Guards guards) {
        CacheProcess process = process(guards, 1000);
        process.read(1, asof -> {
            process.changed(1, 105); // between the snapshot and the reply
            return found("old", 110);
        });
        return readAgain(process);
    }

    @Test
    void withoutAFloorForForgottenTagsAChangedDocumentIsServedStale() {
        assertThat(afterManyChanges(Guards.all())).isEqualTo("new");
        assertThat(afterManyChanges(Guards.without(Guard.FLOOR_ON_EVICTION))).isEqualTo("old");
    }

    private static String afterManyChanges(Guards guards) {
        CacheProcess process = process(guards, 1);
        process.read(1, asof -> found("old", asof));
        process.changed(1, 101);
        for (int id = 2; id < 1000; id++) {
            process.changed(id, 101 + id);
        }
        return readAgain(process);
    }

    @Test
    void withoutTheGateASilentLogLeavesStaleValuesInUse() {
        assertThat(afterASilence(Guards.all())).isEqualTo("bypassed");
        assertThat(afterASilence(Guards.without(Guard.GATE))).isEqualTo("old");
    }

    private static String afterASilence(Guards guards) {
        CacheProcess process = process(guards, 1000);
        process.read(1, asof -> found("old", asof));
        // somebody changes the document at 101, and nobody tells
        process.ticker.pass(CacheProcess.BOUND.plusMillis(1));
        process.gate.look().note(102);
        return readAgain(process);
    }

    private static CacheProcess process(Guards guards, int tags) {
        CacheLimits limits = new CacheLimits(1 << 20, 1 << 16, tags, Duration.ofSeconds(1));
        return new CacheProcess(RemoteTier.none(), "e1", guards, limits).upTo(100);
    }

    private static String readAgain(CacheProcess process) {
        Outcome outcome = process.read(1, asof -> found("new", asof));
        return outcome instanceof Outcome.Served served ? text(served.entry()) : "bypassed";
    }
}
