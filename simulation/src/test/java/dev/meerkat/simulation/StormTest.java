package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of every kind at once: no read is ever wrong, and the hits come back.
 *
 * <p>{@code -Dmeerkat.seeds=1000} plays so many stories, {@code -Dmeerkat.seed=7} plays one, and {@code
 * -Dmeerkat.mutant=...} with the name of a {@link Mutant} plays them with something wrong, which makes the test fail.
 */
class StormTest {

    private static final Mutant MUTANT = Mutant.named(System.getProperty("meerkat.mutant", Mutant.NONE.name()));
    private static final Map<Long, Story> STORIES = new ConcurrentHashMap<>();

    static LongStream seeds() {
        Long one = Long.getLong("meerkat.seed");
        return one == null ? LongStream.rangeClosed(1, Long.getLong("meerkat.seeds", 50)) : LongStream.of(one);
    }

    private static Story story(long seed) {
        return STORIES.computeIfAbsent(seed, any -> Story.run(Settings.stormy(seed, MUTANT)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noReadIsWrong(long seed) {
        Story story = story(seed);

        assertThat(story.violation()).withFailMessage(story::report).isNull();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenTheStormIsOverTheCacheServesAgain(long seed) {
        Usefulness after = story(seed).usefulness();

        assertThat(after.repeated()).isGreaterThan(100);
        assertThat(after.bypassRatio()).as("%s", after).isLessThanOrEqualTo(0.05);
        assertThat(after.hitRatio()).as("%s", after).isGreaterThanOrEqualTo(0.6);
    }

    @Test
    @DisabledIfSystemProperty(named = "meerkat.seed", matches = ".+", disabledReason = "one story hasn't everything")
    void everythingThatCanGoWrongDoes() {
        Tally tally = new Tally();
        seeds().forEach(seed -> tally.add(story(seed).tally()));

        assertThat(tally.faults()).containsOnlyKeys(Fault.values());
        assertThat(tally.incidents()).containsOnlyKeys(Incident.values());
    }

    @Test
    void theSameSeedIsTheSameHistoryAndAnotherSeedIsAnotherOne() {
        for (long seed = 1; seed <= 3; seed++) {
            Story again = Story.run(Settings.stormy(seed, MUTANT));

            assertThat(again.digest()).isEqualTo(story(seed).digest());
            assertThat(again.switches()).isEqualTo(story(seed).switches());
            assertThat(again.digest()).isNotEqualTo(story(seed + 1).digest());
        }
    }
}
