package dev.meerkat.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection that the application's client lends. It can't be closed from here: cutting it asks the server to end the
 * subscription, and where the server doesn't answer, the listening thread stays until its operating system gives up.
 */
final class SharedBroadcastLine implements BroadcastLine {

    private final UnifiedJedis client;
    private volatile @Nullable BroadcastListener listening;

    SharedBroadcastLine(UnifiedJedis client) {
        this.client = client;
    }

    @Override
    public void listen(BroadcastListener listener, byte[] channel) {
        listening = listener;
        client.subscribe(listener, channel);
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
