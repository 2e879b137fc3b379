package dev.meerkat.faults.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All figures as JSON. */
final class JsonTable {

    private final FaultTable table;

    JsonTable(FaultTable table) {
        this.table = table;
    }

    String text() {
        return "{\n  \"good\": " + table.isGood()
                + ",\n  \"boundSeconds\": " + number(table.bound().toMillis() / 1e3)
                + ",\n  \"total\": " + row(table.total())
                + ",\n  \"faults\": [\n    "
                + table.rows().stream().map(this::row).collect(Collectors.joining(",\n    "))
                + "\n  ],\n  \"skipped\": {" + skipped() + "},\n  \"violations\": [" + violations() + "]\n}\n";
    }

    private String row(FaultRow row) {
        Tally tally = row.tally();
        return "{"
                + String.join(
                        ", ",
                        List.of(
                                "\"fault\": " + string(row.fault()),
                                "\"injected\": " + row.injected(),
                                "\"results\": " + row.results(),
                                "\"near\": " + tally.results[Source.NEAR.ordinal()],
                                "\"shared\": " + tally.results[Source.SHARED.ordinal()],
                                "\"mongodb\": " + tally.results[Source.MONGODB.ordinal()],
                                "\"bypassed\": " + tally.results[Source.BYPASSED.ordinal()],
                                "\"writes\": " + tally.writes,
                                "\"longestStalenessSeconds\": " + number(tally.longestNanos / 1e9),
                                "\"stale\": " + tally.stale,
                                "\"ownWritesMissed\": " + tally.ownMissed,
                                "\"olderThanSession\": " + tally.causal,
                                "\"neverWritten\": " + tally.garbage,
                                "\"failed\": " + tally.failed,
                                "\"failedByMongoDB\": " + tally.excused,
                                "\"notRecovered\": " + row.notRecovered(),
                                "\"medianRecoverySeconds\": " + number(row.medianRecovery()),
                                "\"longestRecoverySeconds\": " + number(row.longestRecovery())))
                + "}";
    }

    private String skipped() {
        return table.skipped().entrySet().stream()
                .map((Map.Entry<String, String> entry) -> string(entry.getKey()) + ": " + string(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String violations() {
        return table.violations().stream()
                .map(violation -> "\n    " + string(violation))
                .collect(Collectors.joining(","));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
