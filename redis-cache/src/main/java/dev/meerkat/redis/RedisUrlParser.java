package dev.meerkat.redis;

import dev.meerkat.redis.RedisUrl.Kind;
import dev.meerkat.redis.RedisUrl.Login;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Reads one URL of one of these forms; an s after {@code redis} asks for TLS. Users and passwords are percent-encoded.
 *
 * <ul>
 *   <li>{@code redis://[[user]:password@]host[:port][/database]}
 *   <li>{@code redis-sentinel://[[user]:password@]host[:port],host[:port]/master-name}, then perhaps
 *       {@code ?sentinelUser=…&sentinelPassword=…&db=0}
 *   <li>{@code redis-cluster://[[user]:password@]host[:port],host[:port]}
 * </ul>
 */
final class RedisUrlParser {

    private static final String HOST = "(?:\\[[0-9a-fA-F:.%]+]|[^\\s\\[\\]/?#:@,]+)(?::[0-9]{1,5})?";
    private static final String HOSTS = "(?<hosts>" + HOST + "(?:," + HOST + ")*)";
    private static final Pattern SINGLE = Pattern.compile(
            "(?<scheme>rediss?)://(?:(?<login>.*)@)?(?<hosts>" + HOST + ")(?:/(?<database>[0-9]{0,9}))?");
    private static final Pattern SENTINEL = Pattern.compile("(?<scheme>rediss?-sentinel)://(?:(?<login>[^?]*)@)?"
            + HOSTS + "/(?<master>[A-Za-z0-9._-]+)(?:\\?(?<options>.*))?");
    private static final Pattern CLUSTER =
            Pattern.compile("(?<scheme>rediss?-cluster)://(?:(?<login>.*)@)?" + HOSTS + "(?:/0?)?");
    private static final Pattern SCHEME = Pattern.compile("rediss?(?:-sentinel|-cluster)?://");

    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    private final String url;

    RedisUrlParser(String url) {
        this.url = url;
    }

    RedisUrl parse() {
        Matcher single = SINGLE.matcher(url);
        Matcher sentinel = SENTINEL.matcher(url);
        Matcher cluster = CLUSTER.matcher(url);
        if (single.matches()) {
            return read(Kind.SINGLE, single, null, null, database(single.group("database")));
        }
        if (sentinel.matches()) {
            return sentinel(sentinel);
        }
        if (cluster.matches()) {
            return read(Kind.CLUSTER, cluster, null, null, 0);
        }
        throw fault("must look like " + form() + "; percent-encode special characters in user and password");
    }

    private String form() {
        if (url.matches("(?s)rediss?-sentinel:.*")) {
            return "redis-sentinel://[[user]:password@]host[:port],host[:port]/master-name"
                    + "[?sentinelUser=…&sentinelPassword=…&db=0], or rediss-sentinel:// for TLS";
        }
        if (url.matches("(?s)rediss?-cluster:.*")) {
            return "redis-cluster://[[user]:password@]host[:port],host[:port], or rediss-cluster:// for TLS"
                    + " (a cluster has database 0 only)";
        }
        return "redis://[[user]:password@]host[:port][/database], or rediss:// for TLS"
                + " (or redis-sentinel://, redis-cluster://)";
    }

    private RedisUrl sentinel(Matcher shape) {
        Map<String, String> options = options(shape.group("options"));
        String user = options.remove("sentinelUser");
        String password = options.remove("sentinelPassword");
        String database = options.remove("db");
        if (!options.isEmpty()) {
            throw fault("has an option that is none of sentinelUser, sentinelPassword and db"
                    + " (write %26 for an & in a password)");
        }
        if (user != null && password == null) {
            throw fault("has a sentinelUser without a sentinelPassword");
        }
        if (database != null && !database.matches("[0-9]{1,9}")) {
            throw fault("has a db that is no number");
        }
        Login login = password == null ? null : new Login(user, password);
        return read(Kind.SENTINEL, shape, shape.group("master"), login, database(database));
    }

    private RedisUrl read(
            Kind kind, Matcher shape, @Nullable String master, @Nullable Login sentinelLogin, int database) {
        int port = kind == Kind.SENTINEL ? SENTINEL_PORT : PORT;
        return new RedisUrl(
                kind,
                addresses(shape.group("hosts"), port),
                master,
                login(shape.group("login")),
                sentinelLogin,
                database,
                shape.group("scheme").equals(kind.tlsScheme));
    }

    private List<HostAndPort> addresses(String hosts, int defaultPort) {
        List<HostAndPort> addresses = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            int end = host.endsWith("]") ? -1 : host.lastIndexOf(':');
            int port = end < 0 ? defaultPort : Integer.parseInt(host.substring(end + 1));
            if (port < 1 || port > 65535) {
                throw fault("has no valid port: " + port);
            }
            addresses.add(new HostAndPort(withoutBrackets(end < 0 ? host : host.substring(0, end)), port));
        }
        return addresses;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int database(@Nullable String number) {
        return number == null || number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    private @Nullable Login login(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw fault("has no colon before the @: write user:password@, or :password@ for a password alone");
        }
        return new Login(colon == 0 ? null : decode(text.substring(0, colon)), decode(text.substring(colon + 1)));
    }

    private Map<String, String> options(@Nullable String text) {
        Map<String, String> options = new HashMap<>();
        if (text != null && !text.isEmpty()) {
            Arrays.stream(text.split("&", -1)).forEach(option -> {
                int equals = option.indexOf('=');
                String name = equals < 0 ? option : option.substring(0, equals);
                if (options.put(name, equals < 0 ? "" : decode(option.substring(equals + 1))) != null) {
                    throw fault("says an option twice");
                }
            });
        }
        return options;
    }

    private String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrongEncoding) {
            throw fault("has a % in user or password that begins no percent-encoded character: write %25");
        }
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("redisUrl " + withoutSecret() + " " + what);
    }

    /** The URL for people: nothing of what may be a secret, also where it is not a good URL. */
    private String withoutSecret() {
        Matcher scheme = SCHEME.matcher(url);
        String start = scheme.lookingAt() ? scheme.group() : "";
        int at = url.lastIndexOf('@');
        if (start.isEmpty() || url.contains("?")) {
            return start + "<hidden>";
        }
        return at < 0 ? url : start + "<hidden>" + url.substring(at);
    }
}
