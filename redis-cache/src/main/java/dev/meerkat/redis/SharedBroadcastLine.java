package dev.meerkat.redis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection that the application's client lends. It can't be closed from here: cutting it asks the server to end the
 * subscription, and where the server doesn't answer, the listening thread stays until its operating system gives up.
 */
final class SharedBroadcastLine implements BroadcastLine {

    private final UnifiedJedis client;
    private volatile @Nullable BroadcastListener listening;
    private volatile @Nullable HostAndPort master;

    SharedBroadcastLine(UnifiedJedis client) {
        this.client = client;
    }

    @Override
    public void listen(BroadcastListener listener, byte[] channel) {
        master = master();
        listening = listener;
        client.subscribe(listener, channel);
    }

    /** Where the client's sentinels have told it that the master is; null for other clients. */
    private @Nullable HostAndPort master() {
        return client instanceof RedisSentinelClient sentinel ? sentinel.getCurrentMaster() : null;
    }

    @Override
    public boolean isOutdated() {
        return listening != null && !Objects.equals(master, master());
    }

    @Override
    public void cut() {
        BroadcastListener listener = listening;
        if (listener != null) {
            try {
                listener.hangUp();
            } catch (JedisException alreadyGone) {
                // that is what was wanted
            }
        }
    }
}
