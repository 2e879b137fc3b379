package dev.meerkat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the texts of files and environment variables are read. What can't be read throws IllegalArgumentException. */
final class Texts {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[?([^\\]]+)\\]?:)?(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    private Texts() {}

    static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }

    static Caching caching(String text) {
        String name = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(Caching.values())
                .filter(caching -> caching.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is none of " + Arrays.toString(Caching.values())));
    }

    /** A port is one of the loopback interface; {@code off} is empty. */
    static Optional<InetSocketAddress> address(String text) {
        if (text.strip().equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        Matcher matcher = ADDRESS.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
            throw new IllegalArgumentException("\"" + text + "\" is no port from 0 to " + LAST_PORT
                    + ", no host:port, and not off: write 8081 for the loopback interface, or 0.0.0.0:8081");
        }
        int port = Integer.parseInt(matcher.group(2));
        String host = matcher.group(1);
        return Optional.of(host == null ? loopback(port) : new InetSocketAddress(host, port));
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
