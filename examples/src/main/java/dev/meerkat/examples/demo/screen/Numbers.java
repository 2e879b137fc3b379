package dev.meerkat.examples.demo.screen;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

    private Numbers() {}

    /** With commas between thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** In percent, one place. A dash if there is no whole. */
    public static String share(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    /** With two or three digits, in the unit that suits. */
    public static String nanos(long nanos) {
        if (nanos < 100_000) {
            return digits(nanos / 1e3) + " µs";
        }
        return nanos < 10_000_000_000L ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
