package dev.meerkat.junit;

import java.util.Locale;

/** A connection string of MongoDB, that names another database. */
final class DatabaseUri {

    private DatabaseUri() {}

    /**
     * This connection string, with that database. Credentials stay valid: the database that the string named before is
     * also the one that knows the user, unless the string says another.
     */
    static String of(String uri, String database) {
        int authority = uri.indexOf("://") + 3;
        int query = indexOf(uri, '?', authority);
        int path = Math.min(indexOf(uri, '/', authority), query);
        String before = path < query ? uri.substring(path + 1, query) : "";
        String options = query < uri.length() ? uri.substring(query + 1) : "";
        String source = authSource(uri.substring(authority, path), before, options);
        String separator = options.isEmpty() || source.isEmpty() ? "" : "&";
        String all = options + separator + source;
        return uri.substring(0, path) + "/" + database + (all.isEmpty() ? "" : "?" + all);
    }

    private static String authSource(String authority, String before, String options) {
        String said = "&" + options.toLowerCase(Locale.ROOT);
        boolean external = said.contains("&authmechanism=") && !said.contains("&authmechanism=scram");
        if (!authority.contains("@") || said.contains("&authsource=") || external) {
            return "";
        }
        return "authSource=" + (before.isEmpty() ? "admin" : before);
    }

    private static int indexOf(String text, char character, int from) {
        int index = text.indexOf(character, from);
        return index < 0 ? text.length() : index;
    }
}
