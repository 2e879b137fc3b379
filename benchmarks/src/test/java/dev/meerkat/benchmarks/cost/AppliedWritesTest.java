package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.benchmarks.cost.AppliedWrites.Sent;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.List;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class AppliedWritesTest {

    private static final String DATABASE = "shop";

    private final AppliedWrites applied =
            new AppliedWrites(DATABASE, List.of(new Sent(1, 100, 150), new Sent(2, 200, 260), new Sent(1, 300, 370)));

    private static String stamp(long nanos, int id) {
        Namespace namespace = new Namespace(DATABASE, InvalidationDelay.COLLECTION);
        return String.format("%d of %s %016x", nanos, namespace, Tags.document(namespace, new BsonInt32(id)));
    }

    @Test
    void theDelayRunsFromTheAcknowledgementToTheStampOfTheSameDocument() {
        applied.process(List.of(stamp(170, 1), stamp(250, 2), stamp(400, 1)));

        assertThat(applied.delays()).containsExactlyInAnyOrder(20L, -10L, 30L);
        assertThat(applied.delaysSinceSent()).containsExactlyInAnyOrder(70L, 50L, 100L);
    }

    @Test
    void theSlowestProcessOfEachWriteCounts() {
        applied.process(List.of(stamp(170, 1), stamp(250, 2), stamp(400, 1)));
        applied.process(List.of(stamp(160, 1), stamp(290, 2), stamp(500, 1)));

        assertThat(applied.slowestDelays()).containsExactly(20L, 30L, 130L);
    }

    @Test
    void theNextWritesStampDoesNotStandForALostOne() {
        assertThatThrownBy(() -> applied.process(List.of(stamp(250, 2), stamp(400, 1))))
                .hasMessageContaining("never applied write 0");
    }

    @Test
    void aStampFromBeforeTheWriteDoesNotCount() {
        assertThatThrownBy(() -> applied.process(List.of(stamp(170, 1), stamp(199, 2), stamp(400, 1))))
                .hasMessageContaining("never applied write 1");
    }
}
