package dev.meerkat.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.embedded.EmbeddedMongo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The embedded MongoDB answers what a real one answered, but for the known differences. */
@Timeout(120)
class GoldenReplayTest {

    private static final KnownDifferences KNOWN = KnownDifferences.load();
    private static List<SectionResult> results = List.of();

    @BeforeAll
    static void replay() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                RawClient client = new RawClient("127.0.0.1", mongo.port())) {
            results = new Replay(client).run(Recording.load());
        }
        GoldenTable.writeDetails(results);
        GoldenTable.write(GoldenTable.markdown(results, KNOWN));
    }

    @TestFactory
    Stream<DynamicTest> everySectionDiffersWhereItIsKnownOnly() {
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.section(),
                        () -> assertThat(KNOWN.complaints(result))
                                .as("against known-differences.txt")
                                .isEmpty()));
    }

    @Test
    void everyKnownDifferenceIsOfASectionThatThereIs() {
        assertThat(KNOWN.known())
                .allMatch(known ->
                        results.stream().anyMatch(result -> result.section().equals(known.section())));
    }

    @Test
    void theManualShowsTheTable() {
        String table = GoldenTable.markdown(results, KNOWN);
        if (Boolean.getBoolean("golden.write")) {
            GoldenTable.show(table);
        }
        assertThat(GoldenTable.shown())
                .as("the table in docs/manual/embedded.md: write it anew with"
                        + " mvn -pl embedded -am test -Dtest=GoldenReplayTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true")
                .isEqualTo(table);
    }
}
