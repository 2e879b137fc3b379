package dev.meerkat.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A master, a replica, and three sentinels that replace the master by the replica within a few seconds of its death: real
 * processes on 127.0.0.1, without persistence, which end with this JVM.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedRedisSentinel implements AutoCloseable {

    private static final String MASTER = "meerkat";
    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;

    private final RedisGroup group;
    private final List<RedisProcess> servers;
    private final List<RedisProcess> sentinels;

    private EmbeddedRedisSentinel(RedisGroup group) {
        this.group = group;
        RedisProcess master = group.server();
        RedisProcess replica = group.server("--replicaof", RedisGroup.HOST + " " + master.clientPort());
        servers = List.of(master, replica);
        awaitReply("INFO replication", replica, "master_link_status:up");
        sentinels = IntStream.range(0, SENTINELS)
                .mapToObj(i -> group.sentinel(
                        "sentinel monitor " + MASTER + " " + RedisGroup.HOST + " " + master.clientPort() + " " + QUORUM,
                        "sentinel down-after-milliseconds " + MASTER + " 1000",
                        "sentinel failover-timeout " + MASTER + " 3000"))
                .toList();
        for (RedisProcess sentinel : sentinels) {
            awaitReply("INFO sentinel", sentinel, "status=ok", "slaves=1,sentinels=" + SENTINELS);
        }
    }

    private static void awaitReply(String command, RedisProcess process, String... parts) {
        RedisGroup.await(
                "the start of a master with its replica and sentinels",
                () -> List.of(parts).stream().allMatch(process.ask(command)::contains),
                () -> process.ask(command));
    }

    /**
     * Starts them on ports that the system chooses, and waits until they know each other, which takes about two
     * seconds: the program that REDIS_SERVER names, or redis-server on the PATH, or the one that comes with
     * embedded-redis.
     *
     * @return the running servers
     * @throws IllegalStateException if they don't start; the message holds what was printed
     */
    public static EmbeddedRedisSentinel start() {
        return RedisGroup.start(RedisProgram.found(), null, EmbeddedRedisSentinel::new);
    }

    /**
     * The same, all of them with TLS, of which {@link #url()} and the ports tell.
     *
     * @param tls the servers' certificate
     * @return the running servers
     */
    public static EmbeddedRedisSentinel start(ServerCertificate tls) {
        return RedisGroup.start(RedisProgram.found(), tls, EmbeddedRedisSentinel::new);
    }

    /** {@return the connection string: {@code redis-sentinel://}, all sentinels, the master's name} */
    public String url() {
        return sentinels.stream()
                .map(sentinel -> RedisGroup.HOST + ":" + sentinel.clientPort())
                .collect(Collectors.joining(",", group.scheme("-sentinel"), "/" + MASTER));
    }

    /** {@return the name under which the sentinels know the master} */
    public String masterName() {
        return MASTER;
    }

    /** {@return the sentinels' ports} */
    public List<Integer> sentinelPorts() {
        return sentinels.stream().map(RedisProcess::clientPort).toList();
    }

    /** {@return the ports of master and replica, whichever is which now} */
    public List<Integer> serverPorts() {
        return servers.stream().map(RedisProcess::clientPort).toList();
    }

    /**
     * {@return the port of the master, as a sentinel sees it}
     *
     * @throws IllegalStateException if no sentinel answers
     */
    public int masterPort() {
        for (RedisProcess sentinel : sentinels) {
            String reply = sentinel.ask("SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER);
            if (reply.contains("\n")) {
                return Integer.parseInt(reply.substring(reply.indexOf('\n') + 1));
            }
        }
        throw new IllegalStateException("no sentinel answers");
    }

    /** Ends the master's process as a crash does (SIGKILL). The sentinels then make the other server the master. */
    public void killMaster() {
        master().kill();
    }

    /** Freezes the server that is not the master now (SIGSTOP): it misses what is written from then on. */
    public void pauseReplica() {
        replica().pause();
        // what is on its way would still be read when it goes on
        RedisReply.orFailure("CLIENT KILL TYPE replica", master().port());
    }

    /** Lets both servers go on where they are frozen (SIGCONT). */
    public void resume() {
        servers.stream().filter(RedisProcess::isRunning).forEach(RedisProcess::resume);
    }

    private RedisProcess master() {
        int port = masterPort();
        return servers.stream()
                .filter(server -> server.clientPort() == port)
                .findFirst()
                .orElseThrow();
    }

    private RedisProcess replica() {
        int port = masterPort();
        return servers.stream()
                .filter(server -> server.clientPort() != port)
                .findFirst()
                .orElseThrow();
    }

    /** Holds all files. */
    Path home() {
        return group.home();
    }

    /** Ends all processes and deletes their files. Idempotent. */
    @Override
    public void close() {
        group.close();
    }

    @Override
    public String toString() {
        return "EmbeddedRedisSentinel(" + url() + ")";
    }
}
