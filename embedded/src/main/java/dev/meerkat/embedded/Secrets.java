package dev.meerkat.embedded;

import java.util.regex.Pattern;

/** Takes credentials out of connection strings before they are printed. */
final class Secrets {

    static final String HIDDEN = "<hidden>";

    private static final Pattern SECRET_OPTION =
            Pattern.compile("(?i)([?&;][^=&;]*(?:password|secret|token|mechanismproperties)[^=&;]*=)[^&;]*");

    private Secrets() {}

    /** Hides user and password, and the values of options that look secret. An unescaped @ in a password is no leak. */
    static String hide(String uri) {
        int scheme = uri.indexOf("://");
        int at = uri.lastIndexOf('@');
        String open = uri;
        if (scheme >= 0 && at > scheme) {
            open = uri.substring(0, scheme + 3) + HIDDEN + uri.substring(at);
        }
        return SECRET_OPTION.matcher(open).replaceAll("$1" + HIDDEN);
    }
}
