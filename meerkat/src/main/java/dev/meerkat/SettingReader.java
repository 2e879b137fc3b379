package dev.meerkat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads texts as values of settings, and collects what is wrong with them. Secrets are hidden. Not thread-safe. */
final class SettingReader {

    private final List<String> faults;

    SettingReader(List<String> faults) {
        this.faults = faults;
    }

    /**
     * Reads one text.
     *
     * @param subject what stands before a fault: where the text is from
     */
    <T> void read(Setting<T> setting, String text, String subject, SettingValues into) {
        T value;
        try {
            value = setting.reading().apply(text.strip());
        } catch (IllegalArgumentException e) {
            faults.add(subject + " can't be read: " + Secrets.hideIn(e.getMessage(), text));
            return;
        }
        into.put(setting, value);
        String fault = setting.check().fault(value);
        if (fault != null) {
            faults.add(subject + " " + fault);
        }
    }

    void add(String fault) {
        faults.add(fault);
    }

    /** The known name that is most like this one, as a question to follow a fault; empty where none is alike. */
    static String didYouMean(String unknown, List<String> known) {
        Optional<String> nearest = known.stream().min(Comparator.comparingInt(name -> distance(unknown, name)));
        return nearest.filter(name -> distance(unknown, name) <= Math.max(2, name.length() / 3))
                .map(name -> ": did you mean " + name + "?")
                .orElse("");
    }

    /** How many letters to add, drop or change (V. I. Levenshtein, 1966); case, dashes and underscores don't count. */
    private static int distance(String a, String b) {
        String from = bare(a);
        String to = bare(b);
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static String bare(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
