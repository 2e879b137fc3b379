package dev.meerkat.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS. User and password are
 * percent-encoded. Immutable; prints without its secret.
 *
 * @param user null where there is none
 * @param password null where there is none
 * @param database its number
 * @param tls whether the connection is encrypted and the server's name is verified
 */
record RedisUrl(
        HostAndPort address,
        @Nullable String user,
        @Nullable String password,
        int database,
        boolean tls) {

    private static final String FORM = "redis://[[user]:password@]host[:port][/database], or rediss:// for TLS";
    private static final int DEFAULT_PORT = 6379;
    private static final Pattern SHAPE = Pattern.compile("(?<scheme>rediss?)://(?:(?<userinfo>.*)@)?"
            + "(?<host>\\[[0-9a-fA-F:.%]+]|[^\\s\\[\\]/?#:@]+)(?::(?<port>[0-9]{1,5}))?(?:/(?<database>[0-9]{0,9}))?");

    /**
     * Reads the URL.
     *
     * @throws IllegalArgumentException where it is none; the message says what is expected and holds no secret
     */
    static RedisUrl parse(String url) {
        Matcher shape = SHAPE.matcher(url);
        if (!shape.matches()) {
            throw new IllegalArgumentException("redisUrl " + withoutSecret(url) + " must look like " + FORM
                    + "; percent-encode special characters in user and password");
        }
        String port = shape.group("port");
        int portNumber = port == null ? DEFAULT_PORT : Integer.parseInt(port);
        if (portNumber < 1 || portNumber > 65535) {
            throw new IllegalArgumentException("redisUrl " + withoutSecret(url) + " has no valid port: " + portNumber);
        }
        String database = shape.group("database");
        String user = null;
        String password = null;
        String userInfo = shape.group("userinfo");
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("redisUrl " + withoutSecret(url)
                        + " has no colon before the @: write user:password@, or :password@ for a password alone");
            }
            user = colon == 0 ? null : decode(userInfo.substring(0, colon), url);
            password = decode(userInfo.substring(colon + 1), url);
        }
        return new RedisUrl(
                new HostAndPort(withoutBrackets(shape.group("host")), portNumber),
                user,
                password,
                database == null || database.isEmpty() ? 0 : Integer.parseInt(database),
                shape.group("scheme").equals("rediss"));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String decode(String text, String url) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrongEncoding) {
            throw new IllegalArgumentException("redisUrl " + withoutSecret(url)
                    + " has a % in user or password that begins no percent-encoded character: write %25");
        }
    }

    /** The URL for people: nothing of what may be a secret, also where it is not a good URL. */
    private static String withoutSecret(String url) {
        int at = url.lastIndexOf('@');
        Matcher scheme = Pattern.compile("rediss?://").matcher(url);
        String start = scheme.lookingAt() ? scheme.group() : "";
        if (at < 0) {
            return start.isEmpty() ? "<hidden>" : url;
        }
        return start + "<hidden>" + url.substring(at);
    }

    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + (password == null ? "" : "<hidden>@") + address + "/" + database;
    }
}
