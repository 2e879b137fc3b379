package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the checker says of the sum over some documents, to a reader that has updated one without looking at the others. */
class CheckerTest {

    private static final int NAMESPACE = 1;
    private static final int MINE = 2;
    private static final int OTHER = 3;
    private static final long FIRST = 1L << 32 | 1;
    private static final long CHOSEN = 1L << 32 | 2;
    private static final long UPDATED = 1L << 32 | 3;

    private final Target sum = Target.many(Target.Kind.SUM_OF_SOME, List.of(NAMESPACE));
    private final Truth truth = new Truth();
    private final Checker checker = new Checker(truth);

    @Test
    void aSumMayBeOfAStateInWhichWhatWasUpdatedWasNotYetThere() {
        updateAfterItWas(Change.ABSENT);

        assertThat(saidOf(10)).isNull();
    }

    @Test
    void aSumMayBeOfAStateInWhichTheFilterLeftOutWhatWasUpdated() {
        updateAfterItWas(Fields.both(19));

        assertThat(saidOf(10)).isNull();
    }

    @Test
    void aSumOfWhatWasUpdatedMustHaveTheUpdate() {
        updateAfterItWas(Change.ABSENT);

        assertThat(saidOf(30)).contains("the result is of no state");
    }

    /** Another writer makes it one of those in the sum before this one updates it. */
    private void updateAfterItWas(long before) {
        add(FIRST, OTHER, Fields.both(10));
        add(FIRST, MINE, before);
        add(CHOSEN, MINE, Fields.both(20));
        add(UPDATED, MINE, Fields.withW(Fields.both(20), Fields.both(30)));
    }

    private void add(long time, int id, long value) {
        truth.add(new Op(time, time, time, List.of(new Change(NAMESPACE, id, value)), List.of()));
    }

    private @Nullable String saidOf(long result) {
        Seen seen = new Seen();
        seen.wrote(List.of(new Change(NAMESPACE, MINE, truth.latest(NAMESPACE, MINE), List.of(Fields.W))), UPDATED);
        Reading reading = new Reading(
                sum,
                UPDATED + 1,
                Reading.UNBOUNDED,
                seen.required(sum),
                seen.requiredOfQuery(sum),
                "a process that has updated a document");
        checker.check(reading, UPDATED + 1, Target.number(result), null);
        return checker.violation();
    }
}
