package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing goes wrong the cache is of use. */
class CalmTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void alsoWhereEachDatabaseIsWatchedByItself(long seed) {
        Story story = Story.run(Settings.calm(seed).withoutPrivilege());

        assertThat(story.violation()).withFailMessage(story::report).isNull();
        assertThat(story.tally().of(Incident.HIT_WITH_DATABASE_STREAMS)).isGreaterThan(1000);
        assertThat(story.usefulness().hitRatio()).as("%s", story.usefulness()).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nineOfTenRepeatedReadsAreHits(long seed) {
        Story story = Story.run(Settings.calm(seed));

        assertThat(story.violation()).withFailMessage(story::report).isNull();
        assertThat(story.usefulness().repeated()).isGreaterThan(1000);
        assertThat(story.usefulness().hitRatio()).as("%s", story.usefulness()).isGreaterThanOrEqualTo(0.9);
    }
}
