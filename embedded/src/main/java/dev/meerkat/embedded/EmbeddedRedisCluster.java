package dev.meerkat.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A Redis Cluster of three masters, the first of them with a replica that takes its place within a few seconds of its
 * death: real processes on 127.0.0.1, without persistence, which end with this JVM.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final RedisGroup group;
    private final List<Node> masters = new ArrayList<>();
    private final Node replica;

    /** A server and the port at which the others reach it. */
    private record Node(RedisProcess process, int busPort) {

        int port() {
            return process.port();
        }

        int clientPort() {
            return process.clientPort();
        }

        String ask(String command) {
            return process.ask(command);
        }
    }

    private EmbeddedRedisCluster(RedisGroup group) {
        this.group = group;
        for (int i = 0; i < MASTERS; i++) {
            Node master = node();
            masters.add(master);
            RedisReply.orFailure("CLUSTER SET-CONFIG-EPOCH " + (i + 1), master.port());
            RedisReply.orFailure("CLUSTER ADDSLOTSRANGE " + firstSlot(i) + " " + (firstSlot(i + 1) - 1), master.port());
        }
        replica = node();
        Node first = masters.get(0);
        for (Node other : all()) {
            if (!other.equals(first)) {
                RedisReply.orFailure(
                        "CLUSTER MEET " + RedisGroup.HOST + " " + first.clientPort() + " " + first.busPort(),
                        other.port());
            }
        }
        String id = RedisReply.orFailure("CLUSTER MYID", first.port());
        await(() -> replica.ask("CLUSTER REPLICATE " + id).equals("OK"));
        await(() -> replica.ask("INFO replication").contains("master_link_status:up"));
        await(() -> all().stream().allMatch(EmbeddedRedisCluster::seesAll));
    }

    private static boolean seesAll(Node node) {
        String nodes = node.ask("CLUSTER NODES");
        return node.ask("CLUSTER INFO").startsWith("cluster_state:ok")
                && nodes.lines().count() == MASTERS + 1
                && nodes.contains("slave ")
                && !nodes.contains("handshake");
    }

    private void await(BooleanSupplier condition) {
        RedisGroup.await(
                "the start of a cluster",
                condition,
                () -> all().stream().map(node -> node.ask("CLUSTER NODES")).collect(Collectors.joining("\n")));
    }

    private Node node() {
        int busPort = ServerProcess.freePort();
        RedisProcess process = group.server(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-node-timeout",
                "1500",
                "--tls-cluster",
                group.isEncrypted() ? "yes" : "no");
        return new Node(process, busPort);
    }

    private static int firstSlot(int master) {
        return SLOTS * master / MASTERS;
    }

    private List<Node> all() {
        List<Node> all = new ArrayList<>(masters);
        all.add(replica);
        return all;
    }

    /**
     * Starts it on ports that the system chooses, and waits until all nodes agree, which takes about three seconds: the
     * program that REDIS_SERVER names, or redis-server on the PATH, or the one that comes with embedded-redis.
     *
     * @return the running cluster
     * @throws IllegalStateException if it doesn't start; the message holds what was printed
     */
    public static EmbeddedRedisCluster start() {
        return RedisGroup.start(RedisProgram.found(), null, EmbeddedRedisCluster::new);
    }

    /**
     * The same, all nodes with TLS, of which {@link #url()} and the ports tell.
     *
     * @param tls the servers' certificate
     * @return the running cluster
     */
    public static EmbeddedRedisCluster start(ServerCertificate tls) {
        return RedisGroup.start(RedisProgram.found(), tls, EmbeddedRedisCluster::new);
    }

    /** {@return the connection string: {@code redis-cluster://} and the masters} */
    public String url() {
        return masters.stream()
                .map(node -> RedisGroup.HOST + ":" + node.clientPort())
                .collect(Collectors.joining(",", group.scheme("-cluster"), ""));
    }

    /**
     * {@return the ports of all nodes: the three masters of the start in the order of their slots, then the replica}
     */
    public List<Integer> ports() {
        return all().stream().map(Node::clientPort).toList();
    }

    /** {@return the first slot that the first master, whose replica is there, doesn't have} */
    public int slotsOfFirst() {
        return firstSlot(1);
    }

    /** Ends the first master's process as a crash does (SIGKILL). Its replica then takes its place. */
    public void killFirst() {
        masters.get(0).process().kill();
    }

    /** Ends all processes and deletes their files. Idempotent. */
    @Override
    public void close() {
        group.close();
    }

    @Override
    public String toString() {
        return "EmbeddedRedisCluster(" + url() + ")";
    }
}
