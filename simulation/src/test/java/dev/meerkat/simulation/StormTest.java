package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of every kind at once: no read is ever wrong, and the hits come back.
 *
 * <p>{@code -Dmeerkat.seeds=1000} plays so many stories, {@code -Dmeerkat.first=1001} begins with another one than the first,
 * {@code -Dmeerkat.seed=7} plays one only, and {@code -Dmeerkat.mutant=...} with the name of a {@link Mutant} plays them with
 * something wrong, which makes the test fail. {@code -Dmeerkat.faults=CRASH,PAUSE} leaves the faults of other kinds out.
 */
class StormTest {

    private static final Logger LOG = LoggerFactory.getLogger(StormTest.class);
    private static final Mutant MUTANT = Mutant.named(System.getProperty("meerkat.mutant", Mutant.NONE.name()));
    private static final Map<Long, Story> STORIES = new ConcurrentSkipListMap<>();

    static LongStream seeds() {
        Long one = Long.getLong("meerkat.seed");
        long first = Long.getLong("meerkat.first", 1);
        return one == null ? LongStream.range(first, first + Long.getLong("meerkat.seeds", 250)) : LongStream.of(one);
    }

    private static Settings settings(long seed) {
        return Settings.stormy(seed, MUTANT).withFaults(Fault.named(System.getProperty("meerkat.faults", "")));
    }

    /** On all processors: a story has one thread at a time, and knows of no other story. */
    @BeforeAll
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    static void playAll() {
        seeds().parallel().forEach(seed -> STORIES.put(seed, Story.run(settings(seed))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noReadIsWrong(long seed) {
        Story story = Objects.requireNonNull(STORIES.get(seed));

        assertThat(story.violation()).withFailMessage(story::report).isNull();
    }

    @Test
    void whenTheStormIsOverTheCacheServesAgain() {
        assertThat(STORIES).allSatisfy((seed, story) -> {
            Usefulness after = story.usefulness();
            assertThat(after.repeated()).isGreaterThan(50);
            assertThat(after.bypassRatio()).as("%s", after).isLessThanOrEqualTo(0.05);
            assertThat(after.hitRatio()).as("%s", after).isGreaterThanOrEqualTo(0.5);
        });
    }

    @Test
    @DisabledIfSystemProperty(named = "meerkat.seed", matches = ".+", disabledReason = "one story hasn't everything")
    void everythingThatCanGoWrongDoes() {
        Tally tally = new Tally();
        STORIES.values().forEach(story -> tally.add(story.tally()));

        LOG.warn("What happened in {} stories:\n{}", STORIES.size(), tally.table());
        assertThat(Fault.values())
                .allSatisfy(fault -> assertThat(tally.of(fault)).isPositive());
        assertThat(Incident.values())
                .allSatisfy(incident -> assertThat(tally.of(incident)).isPositive());
    }

    @Test
    void theSameSeedIsTheSameHistoryAndAnotherSeedIsAnotherOne() {
        long[] some = seeds().limit(5).toArray();
        for (long seed : some) {
            Story again = Story.run(settings(seed), true);

            assertThat(again.digest())
                    .isEqualTo(Objects.requireNonNull(STORIES.get(seed)).digest());
            assertThat(again.switches())
                    .isEqualTo(Objects.requireNonNull(STORIES.get(seed)).switches());
            assertThat(again.tally())
                    .hasToString(
                            Objects.requireNonNull(STORIES.get(seed)).tally().toString());
            assertThat(again.trace()).isEqualTo(Story.run(settings(seed), true).trace());
        }
        assertThat(Arrays.stream(some)
                        .map(seed -> Objects.requireNonNull(STORIES.get(seed)).digest())
                        .distinct())
                .hasSize(some.length);
    }
}
