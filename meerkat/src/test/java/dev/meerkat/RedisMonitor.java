package dev.meerkat;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** All that a Redis is asked to do, as it tells itself (MONITOR). Thread-safe. */
final class RedisMonitor implements AutoCloseable {

    private static final Pattern LINE =
            Pattern.compile("^[0-9.]+ \\[\\d+ [^]]*] \"(?<name>[^\"]*)\"(?: \"(?<first>(?:[^\"\\\\]|\\\\.)*)\")?.*");

    private final List<Command> seen = new CopyOnWriteArrayList<>();
    private final int port;
    private final Jedis connection;
    private final Thread thread;

    /**
     * One command.
     *
     * @param name in capitals
     * @param first its first argument, empty where it has none
     */
    record Command(String name, String first) {}

    RedisMonitor(int port) {
        this.port = port;
        connection = new Jedis("127.0.0.1", port, 0);
        thread = new Thread(this::listen, "redis-monitor");
        thread.setDaemon(true);
        thread.start();
        await().atMost(Servers.DEADLINE).until(() -> {
            mark();
            return !seen.isEmpty();
        });
    }

    private void listen() {
        try {
            connection.monitor(new JedisMonitor() {
                @Override
                public void onCommand(String line) {
                    Matcher command = LINE.matcher(line);
                    if (command.matches()) {
                        String first = command.group("first");
                        seen.add(new Command(command.group("name").toUpperCase(), first == null ? "" : first));
                    }
                }
            });
        } catch (JedisException closed) {
            // nobody looks any more
        }
    }

    /** All from the last {@link #clear} until now, but for what this object asks itself. */
    List<Command> commands() {
        String mark = mark();
        await().atMost(Servers.DEADLINE).until(() -> seen.contains(new Command("ECHO", mark)));
        return seen.stream().filter(command -> !command.name().equals("ECHO")).toList();
    }

    List<String> names() {
        return commands().stream().map(Command::name).toList();
    }

    void clear() {
        commands();
        seen.clear();
    }

    private String mark() {
        String mark = UUID.randomUUID().toString();
        try (Jedis asking = new Jedis("127.0.0.1", port)) {
            asking.echo(mark);
        }
        return mark;
    }

    @Override
    public void close() {
        connection.disconnect();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
