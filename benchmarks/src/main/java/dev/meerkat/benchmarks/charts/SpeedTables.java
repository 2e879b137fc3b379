package dev.meerkat.benchmarks.charts;

import dev.meerkat.benchmarks.charts.MatrixResults.Measured;
import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.benchmarks.peers.Cell;
import dev.meerkat.benchmarks.peers.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The matrix as tables in Markdown, one for each workload, with and without the delay. */
final class SpeedTables {

    private static final Set<CachingSystem> NOT_A_PEER =
            Set.of(CachingSystem.NO_CACHE, CachingSystem.MEERKAT, CachingSystem.MEERKAT_NEAR);

    private final MatrixResults results;

    SpeedTables(MatrixResults results) {
        this.results = results;
    }

    /** All lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            for (boolean delayed : new boolean[] {false, true}) {
                table(workload, delayed, lines);
            }
        }
        lines.addAll(verdict());
        return lines;
    }

    private void table(Workload workload, boolean delayed, List<String> lines) {
        List<List<String>> rows = Stream.of(CachingSystem.values())
                .map(system -> row(system, workload, delayed))
                .filter(row -> row.stream().skip(1).anyMatch(cell -> !cell.isEmpty()))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        lines.add("### " + workload.label() + (delayed ? ", answers a millisecond later" : ""));
        lines.add("");
        List<String> head = new ArrayList<>(List.of(""));
        for (int share : Cell.READ_SHARES) {
            for (int threads : Cell.THREADS) {
                head.add(share + "/" + (100 - share) + ", " + threads + (threads == 1 ? " thread" : " threads"));
            }
        }
        lines.add(line(head));
        lines.add("|---" + "|---:".repeat(head.size() - 1) + "|");
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
    }

    private List<String> row(CachingSystem system, Workload workload, boolean delayed) {
        List<String> row = new ArrayList<>(List.of(system.label()));
        for (int share : Cell.READ_SHARES) {
            for (int threads : Cell.THREADS) {
                row.add(results.of(new Cell(system, workload, share, threads, delayed))
                        .map(SpeedTables::text)
                        .orElse(""));
            }
        }
        return row;
    }

    private static String text(Measured measured) {
        return String.format(
                Locale.ROOT,
                "%,.0f/s · %.0f %% · %s",
                measured.perSecond(),
                100 * measured.hits(),
                bytes(measured.bytes()));
    }

    private static String bytes(double bytes) {
        return bytes < 10_000
                ? String.format(Locale.ROOT, "%,.0f B", bytes)
                : String.format(Locale.ROOT, "%,.0f kB", bytes / 1000);
    }

    /** Under how many loads Meerkat is ahead of all peers, and where it isn't. */
    private List<String> verdict() {
        List<String> behind = new ArrayList<>();
        int ahead = 0;
        for (Cell cell : Cell.all()) {
            if (cell.system() != CachingSystem.MEERKAT || results.of(cell).isEmpty()) {
                continue;
            }
            double ours = results.of(cell).orElseThrow().perSecond();
            Optional<Cell> best = bestPeer(cell);
            if (best.isEmpty()) {
                continue;
            }
            double theirs = results.of(best.get()).orElseThrow().perSecond();
            if (ours >= theirs) {
                ahead++;
            } else {
                behind.add(String.format(
                        Locale.ROOT,
                        "- %s, %d/%d, %s%s: %s makes %.1f times as many",
                        cell.workload().label(),
                        cell.readShare(),
                        100 - cell.readShare(),
                        cell.threads() == 1 ? "1 thread" : cell.threads() + " threads",
                        cell.delayed() ? ", delayed" : "",
                        best.get().system().label(),
                        theirs / ours));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "The aim, ahead of every peer (Spring Cache, JetCache, Redisson): met by Meerkat with both tiers under "
                        + ahead + " of " + (ahead + behind.size()) + " loads"
                        + (behind.isEmpty() ? "." : ", missed under these:"));
        if (!behind.isEmpty()) {
            lines.add("");
            lines.addAll(behind);
        }
        return lines;
    }

    private Optional<Cell> bestPeer(Cell cell) {
        return Stream.of(CachingSystem.values())
                .filter(system -> !NOT_A_PEER.contains(system))
                .map(cell::of)
                .filter(peer -> results.of(peer).isPresent())
                .max(Comparator.comparingDouble(
                        peer -> results.of(peer).orElseThrow().perSecond()));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
