package dev.meerkat.faults.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is the same in every form of the table: its words and its numbers. */
final class Legend {

    static final List<String> LINES = List.of(
            "results: of reads, a document or a count each, from the process's memory (near), Redis (redis), or MongoDB, to be",
            "cached (miss) or past the cache (past)",
            "oldest: how long before a read the first write that it missed was acknowledged, at the most",
            "Must be 0: stale, past the bound; own, its process's own writes missed; causal, what its session has seen missed;",
            "never, never written; failed, reads and writes, though MongoDB didn't fail them",
            "recovered: from healing to a useful cache again, median and longest");

    private Legend() {}

    /** A row's cells, in the order of the columns of both tables. */
    static List<String> cells(FaultRow row) {
        Tally tally = row.tally();
        return List.of(
                row.fault(),
                times(row),
                whole(row.results()),
                percent(row.share(Source.NEAR)),
                percent(row.share(Source.SHARED)),
                percent(row.share(Source.MONGODB)),
                percent(row.share(Source.BYPASSED)),
                whole(tally.writes),
                String.format(Locale.ROOT, "%.2f s", tally.longestNanos / 1e9),
                whole(tally.stale),
                whole(tally.ownMissed),
                whole(tally.causal),
                whole(tally.garbage),
                whole(tally.failed),
                recovery(row));
    }

    private static String times(FaultRow row) {
        return row.fault().equals(Windows.CALM) ? "" : whole(row.injected());
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    /** Median and longest. */
    private static String recovery(FaultRow row) {
        if (row.notRecovered() > 0) {
            return row.notRecovered() + " never";
        }
        return row.recoveries().isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.1f, %.1f s", row.medianRecovery(), row.longestRecovery());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1e3);
    }

    /** What was audited, in a sentence. */
    static String audited(FaultTable table) {
        FaultRow total = table.total();
        return String.format(
                Locale.ROOT,
                "%s results audited at a bound of %s, %s near, %s shared; failed by MongoDB itself: %s, %s in calm.",
                whole(total.results()),
                seconds(table.bound()),
                percent(total.share(Source.NEAR)),
                percent(total.share(Source.SHARED)),
                whole(total.tally().excused),
                whole(table.calm().excused));
    }

    /** The outcome, in a sentence. */
    static String verdict(FaultTable table) {
        FaultRow total = table.total();
        Tally tally = total.tally();
        List<String> wrong = new ArrayList<>();
        wrong(wrong, tally.stale, "stale");
        wrong(wrong, tally.ownMissed, "without an own write");
        wrong(wrong, tally.causal, "older than their session");
        wrong(wrong, tally.garbage, "garbage");
        wrong(wrong, tally.failed, "failed");
        wrong(wrong, total.notRecovered(), "not recovered from");
        if (total.results() == 0) {
            wrong.add("nothing was read");
        }
        return wrong.isEmpty() ? "Nothing was wrong." : "WRONG: " + String.join(", ", wrong) + ".";
    }

    private static void wrong(List<String> wrong, long count, String what) {
        if (count > 0) {
            wrong.add(whole(count) + " " + what);
        }
    }
}
