package dev.meerkat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void aRowShowsTheMediansOfAllRoundsAndTheRangeOfTheRatios() {
        List<String> table = Table.of(List.of(
                round("NearHitById.meerkat", 90, "NearHitById.caffeineGet", 30),
                round("NearHitById.meerkat", 80, "NearHitById.caffeineGet", 40),
                round("NearHitById.meerkat", 900, "NearHitById.caffeineGet", 100)));

        assertThat(table).hasSize(3);
        assertThat(cells(table.get(2)))
                .containsExactly(
                        "`findById`, near hit, record",
                        "90 ns",
                        "40 ns",
                        "(caffeine get)",
                        "3.00",
                        "2.00–9.00",
                        "≤ 3 ×, ≤ 64 B",
                        "met");
    }

    @Test
    void anAimThatIsMissedIsSaid() {
        assertThat(row(round("Write.meerkat", 120_000, "Write.driverWrite", 100_000)))
                .containsExactly("`updateOne`", "120 µs", "100 µs", "(driver write)", "1.20", "≤ 1.1 ×", "missed");
    }

    @Test
    void bytesAllocatedMayBePartOfAnAim() {
        assertThat(row(allocating(64))).contains("met", "64 B");
        assertThat(row(allocating(72))).contains("missed", "72 B");
    }

    @Test
    void aTimeToAimAtIsOneOfMeerkatAlone() {
        assertThat(row(round("NearHitOfFind.meerkat", 999, "NearHitOfFind.driverFind", 99_900)))
                .containsExactly(
                        "`find(eq).first()`, near hit, record",
                        "999 ns",
                        "100 µs",
                        "(driver find)",
                        "0.01",
                        "≤ 1 µs",
                        "met");
        assertThat(row(round("PassedCall.meerkat", 51, "PassedCall.directCall", 50)))
                .contains("≤ 50 ns", "missed");
    }

    @Test
    void rowsWithoutBothSidesAreLeftOut() {
        assertThat(Table.of(List.of(new Scores(Map.of("Write.meerkat", 1.0), Map.of(), Map.of()))))
                .hasSize(2);
    }

    @Test
    void allLinesAreEquallyWide() {
        List<String> table = Table.of(List.of(new Scores(
                Map.of(
                        "Write.meerkat", 1.0,
                        "Write.driverWrite", 2.0,
                        "SharedHit.meerkat", 3.0,
                        "SharedHit.jedisGetAndDecode", 4.0),
                Map.of("SharedHit.meerkat", 20.0, "SharedHit.jedisGetAndDecode", 10.0),
                Map.of("Write.meerkat", 88.0, "Write.driverWrite", 12_345.0))));

        assertThat(table).hasSize(4);
        assertThat(table.stream().mapToInt(String::length).distinct()).hasSize(1);
        assertThat(cells(table.get(2))).endsWith("20 ns", "10 ns", "2.00");
        assertThat(cells(table.get(3))).endsWith("88 B", "12345 B");
    }

    @Test
    void changeStreamsHaveATableOfTheirOwn() {
        Scores meerkat = round("Write.meerkat", 120_000, "Write.driverWrite", 100_000);
        Scores streams = round("StreamEvents.ToTen.perEvent", 50_000, "StreamEvents.ToOne.perEvent", 10_000);
        List<String> table = Table.ofStreams(List.of(streams));

        assertThat(cells(table.get(2)))
                .containsExactly("an event: 10 streams show it", "50 µs", "10 µs", "(per event)", "5.00", "–");
        assertThat(Table.all(List.of(streams))).isEqualTo(table);
        assertThat(Table.all(List.of(meerkat, streams))).hasSize(3 + 1 + 3).contains("");
    }

    private static Scores allocating(double bytes) {
        return new Scores(
                Map.of("NearHitById.meerkat", 30.0, "NearHitById.caffeineGet", 30.0),
                Map.of(),
                Map.of("NearHitById.meerkat", bytes));
    }

    private static List<String> row(Scores round) {
        return cells(Table.of(List.of(round)).get(2));
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(1).split("[|]")).stream()
                .map(String::trim)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static Scores round(String measured, double nanos, String raw, double rawNanos) {
        return new Scores(Map.of(measured, nanos, raw, rawNanos), Map.of(), Map.of());
    }
}
