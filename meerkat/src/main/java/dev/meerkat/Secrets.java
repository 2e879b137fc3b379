package dev.meerkat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes user names and passwords out of what people get to read. */
final class Secrets {

    private static final String HIDDEN = "<hidden>";

    /** What stands between the scheme and the last @ before the path. */
    private static final Pattern CREDENTIALS = Pattern.compile("^([a-z+-]+://)(.*)@", Pattern.DOTALL);

    private static final Pattern SECRET_OPTION =
            Pattern.compile("(?i)([?&](?:[a-z]*password|authMechanismProperties|[a-z]*secret[a-z]*)=)[^&]*");

    private Secrets() {}

    /** The URI with its credentials hidden; null stays null. */
    static @Nullable String hide(@Nullable String uri) {
        if (uri == null) {
            return null;
        }
        String shown = CREDENTIALS.matcher(uri).replaceFirst("$1" + Matcher.quoteReplacement(HIDDEN) + "@");
        return SECRET_OPTION.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    }

    /** The text with the URI and its credentials hidden wherever it quotes them. */
    static String hideIn(@Nullable String text, String uri) {
        String shown = String.valueOf(text).replace(uri, String.valueOf(hide(uri)));
        Matcher credentials = CREDENTIALS.matcher(uri);
        if (credentials.find()) {
            for (String part : credentials.group(2).split(":", 2)) {
                shown = part.isEmpty() ? shown : shown.replace(part, HIDDEN);
            }
        }
        return shown;
    }
}
