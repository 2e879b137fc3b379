package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.cost.Figures.Column;
import dev.meerkat.faults.audit.Audit;
import dev.meerkat.faults.child.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/**
 * How stale the reads of some histories were: audited once for each of these bounds, which tells how many reads miss a write
 * that had been acknowledged for longer. Immutable.
 *
 * @param staleBy how many reads are staler than the bound, by bound
 * @param total the audit's own counts
 */
record StaleAges(Map<Duration, Long> staleBy, Document total) {

    private static final List<Duration> BOUNDS = List.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Place.MAX_STALENESS,
            Duration.ofSeconds(9));

    /**
     * Audits what was recorded there.
     *
     * @throws IllegalStateException where nothing was read, or a read shows what was never written
     */
    static StaleAges of(Path histories) throws IOException {
        Map<Duration, Long> staleBy = new TreeMap<>();
        Document total = new Document();
        for (Duration bound : BOUNDS) {
            Audit audit = new Audit(histories, bound);
            audit.finish();
            total = Document.parse(audit.table().json()).get("total", Document.class);
            staleBy.put(bound, Lines.number(total, "stale"));
        }
        StaleAges ages = new StaleAges(staleBy, total);
        if (ages.reads() == 0 || Lines.number(total, "neverWritten") > 0) {
            throw new IllegalStateException("The histories can't be judged: " + total);
        }
        return ages;
    }

    static Column[] columns() {
        return BOUNDS.stream()
                .map(bound ->
                        new Column(bound.toMillis() < 1000 ? bound.toMillis() + " ms" : bound.toSeconds() + " s", ""))
                .toArray(Column[]::new);
    }

    /** How many reads are staler than each bound, in the order of the columns. */
    Number[] counts() {
        return staleBy.values().toArray(Number[]::new);
    }

    long staleBy(Duration bound) {
        return staleBy.getOrDefault(bound, 0L);
    }

    long stale() {
        return staleBy(Duration.ZERO);
    }

    long reads() {
        return Lines.number(total, "results");
    }

    long ownMissed() {
        return Lines.number(total, "ownWritesMissed");
    }

    long failed() {
        return Lines.number(total, "failed");
    }

    double oldestSeconds() {
        return total.get("longestStalenessSeconds", Number.class).doubleValue();
    }
}
