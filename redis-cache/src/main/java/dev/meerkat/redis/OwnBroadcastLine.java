package dev.meerkat.redis;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** A connection outside of the pool: cutting it closes its socket. */
final class OwnBroadcastLine implements BroadcastLine {

    private final Supplier<HostAndPort> address;
    private final JedisClientConfig config;
    private final Predicate<HostAndPort> outdated;
    private volatile @Nullable HostAndPort connected;
    private volatile @Nullable Connection connection;
    private volatile boolean cut;

    /**
     * @param address where to connect; is asked once, and may ask others
     * @param outdated whether one should no longer be connected there
     */
    OwnBroadcastLine(Supplier<HostAndPort> address, JedisClientConfig config, Predicate<HostAndPort> outdated) {
        this.address = address;
        this.config = config;
        this.outdated = outdated;
    }

    @Override
    public void listen(BroadcastListener listener, byte[] channel) {
        HostAndPort where = address.get();
        connected = where;
        Connection made = new Connection(where, config);
        connection = made;
        try {
            if (!cut) {
                listener.proceed(made, channel);
            }
        } finally {
            close(made);
        }
    }

    @Override
    public boolean isOutdated() {
        HostAndPort where = connected;
        return where != null && outdated.test(where);
    }

    @Override
    public void cut() {
        cut = true;
        Connection made = connection;
        if (made != null) {
            close(made);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException alreadyGone) {
            // that is what was wanted
        }
    }
}
