package dev.meerkat.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.spec.format.SpecCase;
import dev.meerkat.spec.format.SpecFile;
import dev.meerkat.spec.run.CaseResult;
import dev.meerkat.spec.run.CaseRun;
import dev.meerkat.spec.run.CaseRuns;
import dev.meerkat.spec.run.Lane;
import dev.meerkat.spec.run.Mode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the runner sees: cases of our own that have to pass, and planted faults that must not. */
class RunnerTest {

    private static final Map<Mode, Lane> LANES = new EnumMap<>(Mode.class);

    @BeforeAll
    static void start() {
        for (Mode mode : Mode.values()) {
            LANES.put(mode, Lane.open(mode));
        }
    }

    @AfterAll
    static void stop() {
        LANES.values().forEach(Lane::close);
        LANES.clear();
    }

    private static Lane lane(Mode mode) {
        return Objects.requireNonNull(LANES.get(mode));
    }

    private static List<SpecCase> cases(String name) {
        try {
            Path path = Path.of(Objects.requireNonNull(RunnerTest.class.getResource("/cases/" + name + ".json"))
                    .toURI());
            return SpecFile.read("own", path).cases();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SpecCase plant(String description) {
        return cases("plants").stream()
                .filter(one -> one.description().equals(description))
                .findFirst()
                .orElseThrow();
    }

    private static CaseRuns everyMode(SpecCase specCase) {
        CaseRuns runs = new CaseRuns(specCase, true, null, null);
        LANES.forEach((mode, lane) -> runs.add(mode, CompletableFuture.completedFuture(CaseRun.run(lane, specCase))));
        return runs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads", "files", "faults"})
    void whatIsRightPassesInEveryMode(String file) {
        int hits = 0;
        for (SpecCase specCase : cases(file)) {
            CaseRuns runs = everyMode(specCase);
            for (Mode mode : Mode.values()) {
                assertThat(runs.result(mode).skipped())
                        .as(specCase.description())
                        .isNull();
                assertThat(runs.fault(mode))
                        .as("%s, %s", specCase.description(), mode)
                        .isNull();
            }
            hits += runs.result(Mode.HOT).hits();
        }
        assertThat(hits).as("second reads from the cache").isGreaterThanOrEqualTo(file.equals("faults") ? 0 : 4);
    }

    @Test
    void everyReadIsAHitTheSecondTimeOrHasItsReason() {
        CaseResult hot = CaseRun.run(lane(Mode.HOT), cases("reads").get(0));

        assertThat(hot.hits()).isEqualTo(8);
        assertThat(hot.bypasses()).containsOnly(Map.entry("OPERATION", 1), Map.entry("SESSION", 1));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void wrongExpectationsFail(Mode mode) {
        for (SpecCase specCase : cases("plants")) {
            CaseResult result = CaseRun.run(lane(mode), specCase);
            String what = specCase.description();
            if (what.startsWith("unknown")) {
                assertThat(result.skipped())
                        .as(what)
                        .startsWith("runner doesn't know")
                        .contains("juggle");
            } else {
                assertThat(result.passed()).as(what).isEqualTo(what.equals("right"));
            }
        }
    }

    @Test
    void aReadWhoseSecondCallIsNoHitFails() {
        try (Lane uncached = Lane.open(Mode.HOT, client -> ((CachedClient) client).noCache())) {
            CaseResult result = CaseRun.run(uncached, plant("right"));

            assertThat(result.failure()).hasMessageContaining("was no hit").hasMessageContaining("NO_CACHE");
        }
    }

    @Test
    void aReadThatTheCacheIsNotAskedForFails() {
        try (Lane around = Lane.open(Mode.HOT, RunnerTest::unwrapped)) {
            CaseResult result = CaseRun.run(around, plant("right"));

            assertThat(result.failure()).hasMessageContaining("the cache was not asked");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"COLD", "HOT"})
    void aStaleValueFailsThoughTheCaseExpectsNothingOfIt(Mode mode) {
        UnaryOperator<MongoClient> stale = StaleReads::of;
        try (Lane lane = Lane.open(mode, stale)) {
            SpecCase right = plant("right");
            CaseRuns runs = new CaseRuns(right, true, null, null);
            runs.add(Mode.PLAIN, CompletableFuture.completedFuture(CaseRun.run(lane(Mode.PLAIN), right)));
            runs.add(mode, CompletableFuture.completedFuture(CaseRun.run(lane, right)));

            assertThat(runs.fault(Mode.PLAIN)).isNull();
            assertThat(runs.fault(mode)).isNotNull();
            if (mode == Mode.COLD) {
                assertThat(runs.fault(mode)).hasMessageContaining("Not the same as through the driver");
            }
        }
    }

    private static MongoClient unwrapped(MongoClient client) {
        return StaleReads.driverOf(client);
    }
}
