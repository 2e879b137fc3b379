package dev.meerkat.faults.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table in its three forms. */
class FaultTableTest {

    private final Windows windows = new Windows();
    private final Map<String, String> skipped = new LinkedHashMap<>();

    @BeforeEach
    void twoInjectionsInACalmRun() {
        windows.put(new Injection("leader killed", 100, 200, 1_200_000_200L));
        windows.put(new Injection("leader killed", 5_000_000_000L, 5_000_000_100L, 8_500_000_100L));
        Tally calm = windows.tally(Windows.CALM);
        calm.results[Source.NEAR.ordinal()] = 7_100_000;
        calm.results[Source.SHARED.ordinal()] = 2_000_000;
        calm.results[Source.BYPASSED.ordinal()] = 900_000;
        calm.writes = 1_234_567;
        calm.excused = 7;
        windows.tally("leader killed").longestNanos = 1_987_000_000;
        skipped.put("primary steps down", "needs a real server");
    }

    @Test
    void itFitsATerminal() {
        List<String> lines = table().text();
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(lines.get(0)).startsWith("fault").endsWith("recovered");
        assertThat(lines.get(1)).startsWith("calm").contains("10,000,000", "71 %", "20 %", "9 %", "1,234,567");
        assertThat(lines.get(2))
                .startsWith("leader killed")
                .contains(" 2 ", "1.99 s")
                .endsWith("3.5, 3.5 s");
        assertThat(lines.get(4)).isEqualTo("primary steps down  skipped: needs a real server");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("Nothing was wrong.");
        assertThat(lines.get(lines.size() - 2))
                .isEqualTo("10,000,000 results audited at a bound of 5 s, 71 % near, 20 % shared;"
                        + " failed by MongoDB itself: 7, 7 in calm.");
        assertThat(table().isGood()).isTrue();
    }

    @Test
    void itFitsATerminalWhereEveryFigureIsLarge() {
        windows.put(new Injection("a fault with a name that is longer than any other", 50, 60, 70));
        Tally tally = windows.tally("leader killed");
        tally.results[0] = 87_654_321;
        tally.longestNanos = 12_340_000_000L;
        tally.stale = 12;
        tally.ownMissed = 345;
        tally.causal = 12;
        tally.garbage = 12_345;
        tally.failed = 123;
        tally.excused = 1_234_567;
        assertThat(table().text()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void theVerdictNamesWhatIsWrong() {
        Tally tally = windows.tally("leader killed");
        tally.stale = 3;
        tally.failed = 1;
        windows.put(Injection.begun("leader killed", 9_000_000_000L));
        assertThat(table().isGood()).isFalse();
        List<String> text = table().text();
        assertThat(text.get(text.size() - 1)).isEqualTo("WRONG: 3 stale, 1 failed, 1 not recovered from.");
        assertThat(text.get(2)).endsWith("1 never");
    }

    @Test
    void eachWrongAloneIsEnough() {
        List<Consumer<Tally>> wrongs = List.of(
                tally -> tally.stale++,
                tally -> tally.ownMissed++,
                tally -> tally.causal++,
                tally -> tally.garbage++,
                tally -> tally.failed++);
        for (Consumer<Tally> wrong : wrongs) {
            Windows other = new Windows();
            other.tally(Windows.CALM).results[0] = 1;
            assertThat(FaultTable.of(Duration.ofSeconds(5), other, skipped, List.of())
                            .isGood())
                    .isTrue();
            wrong.accept(other.tally("fire"));
            assertThat(FaultTable.of(Duration.ofSeconds(5), other, skipped, List.of())
                            .isGood())
                    .isFalse();
        }
        windows.put(Injection.begun("leader killed", 9_000_000_000L));
        assertThat(table().isGood()).isFalse();
    }

    @Test
    void whereNothingWasReadNothingIsGood() {
        windows.tally(Windows.CALM).results[0] = 0;
        windows.tally(Windows.CALM).results[1] = 0;
        windows.tally(Windows.CALM).results[3] = 0;
        assertThat(table().isGood()).isFalse();
        assertThat(table().markdown()).contains("WRONG: nothing was read");
    }

    @Test
    void everyRowOfThePageHasAllColumns() {
        List<String> rows =
                table().markdown().lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows)
                .hasSize(6)
                .allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|')).hasSize(16));
    }

    @Test
    void jsonHasTheFiguresAndEscapesWhatWasWrong() {
        String json = FaultTable.of(Duration.ofSeconds(2), windows, skipped, List.of("a \"b\"\n"))
                .json();
        assertThat(json)
                .contains("\"boundSeconds\": 2.000")
                .contains("\"medianRecoverySeconds\": 3.500")
                .contains("\"medianRecoverySeconds\": null")
                .contains("\"primary steps down\": \"needs a real server\"")
                .contains("\"a \\\"b\\\"\\u000a\"");
    }

    private FaultTable table() {
        return FaultTable.of(Duration.ofSeconds(5), windows, skipped, List.of());
    }
}
