package dev.meerkat.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** The sentinels of one master. The one that answered last is asked first. Thread-safe. */
final class Sentinels {

    private final List<HostAndPort> addresses;
    private final @Nullable String masterName;
    private final JedisClientConfig config;
    private volatile @Nullable HostAndPort last;

    Sentinels(RedisUrl url, RedisLimits limits) {
        this.addresses = url.addresses();
        this.masterName = url.masterName();
        this.config = ClientSettings.sentinels(url, limits);
    }

    /**
     * Where the master is now, as one of them says.
     *
     * @throws JedisConnectionException where none of them tells; the message says why
     */
    HostAndPort master() {
        StringJoiner faults = new StringJoiner("; ");
        for (HostAndPort sentinel : inOrder()) {
            try {
                HostAndPort master = ask(sentinel);
                if (master != null) {
                    last = sentinel;
                    return master;
                }
                faults.add(sentinel + " knows no master of this name");
            } catch (JedisException e) {
                faults.add(sentinel + ": " + e.getMessage());
            }
        }
        throw new JedisConnectionException(
                "no sentinel tells where the master '" + masterName + "' is (" + faults + ")");
    }

    private List<HostAndPort> inOrder() {
        List<HostAndPort> order = new ArrayList<>(addresses);
        HostAndPort first = last;
        if (first != null) {
            order.remove(first);
            order.add(0, first);
        }
        return order;
    }

    private @Nullable HostAndPort ask(HostAndPort sentinel) {
        try (Connection connection = new Connection(sentinel, config)) {
            Object reply = connection.executeCommand(
                    new CommandArguments(Command.SENTINEL).addObjects("GET-MASTER-ADDR-BY-NAME", masterName));
            return reply instanceof List<?> address && address.size() == 2
                    ? new HostAndPort(text(address.get(0)), Integer.parseInt(text(address.get(1))))
                    : null;
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
