package dev.meerkat.redis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Where Redis is, and how to log in there; {@link RedisUrlParser} tells how it is written. Immutable; prints without its
 * secrets.
 *
 * @param addresses of the server; of the sentinels; of some nodes of the cluster
 * @param masterName what the sentinels call the master; null where there are no sentinels
 * @param login to the servers, or null
 * @param sentinelLogin to the sentinels, or null
 * @param database its number
 * @param tls whether all connections are encrypted and the names of servers and sentinels are verified
 */
record RedisUrl(
        Kind kind,
        List<HostAndPort> addresses,
        @Nullable String masterName,
        @Nullable Login login,
        @Nullable Login sentinelLogin,
        int database,
        boolean tls) {

    /** What there is at the addresses. */
    enum Kind {
        /** One server. */
        SINGLE("redis", "rediss"),
        /** Sentinels, who know the server. */
        SENTINEL("redis-sentinel", "rediss-sentinel"),
        /** Nodes of a Redis Cluster. */
        CLUSTER("redis-cluster", "rediss-cluster");

        final String scheme;
        final String tlsScheme;

        Kind(String scheme, String tlsScheme) {
            this.scheme = scheme;
            this.tlsScheme = tlsScheme;
        }
    }

    /**
     * Who logs in.
     *
     * @param user null for the default user
     */
    record Login(@Nullable String user, String password) {

        @Override
        public String toString() {
            return "<hidden>";
        }
    }

    RedisUrl {
        addresses = List.copyOf(addresses);
    }

    /** One server, with all that can be said of one. */
    static RedisUrl single(HostAndPort address, @Nullable Login login, int database, boolean tls) {
        return new RedisUrl(Kind.SINGLE, List.of(address), null, login, null, database, tls);
    }

    /**
     * Reads the URL.
     *
     * @throws IllegalArgumentException where it is none; the message says what is expected and holds no secret
     */
    static RedisUrl parse(String url) {
        return new RedisUrlParser(url).parse();
    }

    @Override
    public String toString() {
        String hosts = addresses.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
        String start = (tls ? kind.tlsScheme : kind.scheme) + "://" + (login == null ? "" : login + "@") + hosts;
        return switch (kind) {
            case SINGLE -> start + "/" + database;
            case SENTINEL ->
                start + "/" + masterName + "?db=" + database
                        + (sentinelLogin == null ? "" : "&sentinelPassword=" + sentinelLogin);
            case CLUSTER -> start;
        };
    }
}
