package dev.meerkat;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 1048576}, {@code 64MB} (of a million bytes), {@code 1 MiB} (of 1024 times 1024). */
final class ByteText {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30);

    private ByteText() {}

    /**
     * The number of bytes, zero or more. Case and surrounding blanks don't matter.
     *
     * @throws IllegalArgumentException where the text is no size
     */
    static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(message(text));
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(message(text), e);
        }
    }

    /** The same where two gibibytes are too much. */
    static int parseInt(String text) {
        long bytes = parse(text);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("\"" + text + "\" is too much: 2 GiB less one byte is the most");
        }
        return (int) bytes;
    }

    private static String message(String text) {
        return "\"" + text + "\" is no size: write it as 1048576, 64MB or 1 MiB";
    }
}
