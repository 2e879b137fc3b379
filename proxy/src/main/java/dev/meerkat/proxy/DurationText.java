package dev.meerkat.proxy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in annotations, files and environment variables: whole numbers with {@code d}, {@code h},
 * {@code m}, {@code s} or {@code ms}, the larger units first ({@code 10m}, {@code 1h30m}, {@code 250ms}), or ISO-8601
 * ({@code PT10M}).
 */
public final class DurationText {

    private static final String NUMBER = "(?:(\\d{1,18})\\s*%s\\s*)?";
    private static final ChronoUnit[] UNITS = {
        ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS
    };
    private static final Pattern SHORT = Pattern.compile(NUMBER.formatted("d")
            + NUMBER.formatted("h")
            + NUMBER.formatted("m(?!s)")
            + NUMBER.formatted("s")
            + NUMBER.formatted("ms"));

    private DurationText() {}

    /**
     * Reads a duration. Case and surrounding blanks don't matter.
     *
     * @param text such as {@code 10m}
     * @return zero or more
     * @throws IllegalArgumentException where the text is none, or longer than a {@link Duration} can be
     */
    public static Duration parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        try {
            Duration duration = trimmed.startsWith("p") ? Duration.parse(trimmed) : parseShort(trimmed);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(message(text), e);
        }
        throw new IllegalArgumentException(message(text));
    }

    private static Duration parseShort(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new DateTimeException("no number with a unit");
        }
        Duration sum = Duration.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            String number = matcher.group(i + 1);
            if (number != null) {
                sum = sum.plus(Long.parseLong(number), UNITS[i]);
            }
        }
        return sum;
    }

    private static String message(String text) {
        return "\"" + text + "\" is no duration: write it as 10m, 90s, 1h30m, 250ms or 2d, or in ISO-8601 as PT10M";
    }
}
