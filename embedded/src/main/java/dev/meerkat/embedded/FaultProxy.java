package dev.meerkat.embedded;

import dev.meerkat.embedded.internal.ProxyFlow;
import dev.meerkat.embedded.internal.ProxyNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bad network on demand: forwards TCP connections to a server, and cuts, stalls, delays or breaks them off when told
 * to. It listens on 127.0.0.1, and knows nothing of what it carries.
 *
 * <p>In front of a MongoDB replica set the server has to tell its clients the proxy's address, or they go past it:
 *
 * <pre>{@code
 * FaultProxy proxy = FaultProxy.start();
 * EmbeddedMongo mongo = EmbeddedMongo.builder().advertise(proxy.address()).start();
 * proxy.forwardTo("127.0.0.1", mongo.port());
 * }</pre>
 *
 * <p>A test that uses one ends with {@link #requireTraffic()}, so that it can't pass beside the proxy.
 *
 * <p>Safe for use by several threads. What a method does has happened when it returns. Once it is closed only the
 * counters and {@link #requireTraffic()} work, the others throw an IllegalStateException.
 */
public final class FaultProxy implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final ProxyNode node = new ProxyNode();
    private final int port = node.port();
    private final Direction toServer = new Direction(node.toServer());
    private final Direction toClient = new Direction(node.toClient());
    private final AtomicBoolean closed = new AtomicBoolean();

    private FaultProxy() {}

    /**
     * Starts one that resets all connections until it is told where to forward them to.
     *
     * @return the listening proxy
     */
    public static FaultProxy start() {
        return new FaultProxy();
    }

    /**
     * Starts one in front of this server.
     *
     * @param host the server's name or address
     * @param port the server's port
     * @return the listening proxy
     */
    public static FaultProxy to(String host, int port) {
        FaultProxy proxy = start();
        try {
            proxy.forwardTo(host, port);
            return proxy;
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    /**
     * Where new connections go from now on; those that are open stay where they are.
     *
     * @param host the server's name or address
     * @param serverPort the server's port
     * @throws IllegalArgumentException if the host has no address
     */
    public void forwardTo(String host, int serverPort) {
        InetSocketAddress server = new InetSocketAddress(host, serverPort);
        if (server.isUnresolved()) {
            throw new IllegalArgumentException("no address is known for " + host);
        }
        node.forwardTo(server);
    }

    /** {@return where it listens, as {@code host:port}} */
    public String address() {
        return HOST + ":" + port;
    }

    /** {@return the port it listens on} */
    public int port() {
        return port;
    }

    /** {@return what clients send} */
    public Direction toServer() {
        return toServer;
    }

    /** {@return what the server sends} */
    public Direction toClient() {
        return toClient;
    }

    /**
     * Resets all connections, and until {@link #restore()} new ones too as soon as they are made; returns how many were
     * open.
     *
     * @return how many connections were open
     */
    public int cut() {
        return node.cut();
    }

    /** Forwards new connections again. */
    public void restore() {
        node.restore();
    }

    /** Holds all bytes in both directions, with all connections open, until {@link #resume()}. */
    public void stall() {
        toServer.stall();
        toClient.stall();
    }

    /** Lets all bytes go on that were held. */
    public void resume() {
        toServer.resume();
        toClient.resume();
    }

    /**
     * Delivers what is sent from now on later by this much, in both directions; zero ends that.
     *
     * @param delay zero or more
     */
    public void delay(Duration delay) {
        toServer.delay(delay);
        toClient.delay(delay);
    }

    /**
     * Checks that bytes went through in both directions.
     *
     * @throws IllegalStateException if none did: the client has gone past the proxy
     */
    public void requireTraffic() {
        if (toServer.bytesForwarded() == 0 || toClient.bytesForwarded() == 0) {
            throw new IllegalStateException("Only " + toServer.bytesForwarded() + " bytes went to the server and "
                    + toClient.bytesForwarded() + " to clients through the proxy at " + address()
                    + ": let the client connect to this address, and a replica set advertise it");
        }
    }

    /** Closes all connections; the port is free and the thread gone when this returns. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            node.stop();
        }
    }

    @Override
    public String toString() {
        return "FaultProxy(" + address() + ")";
    }

    /** One of the two directions through a proxy, over all its connections. Safe for use by several threads. */
    public static final class Direction {

        private final ProxyFlow flow;

        private Direction(ProxyFlow flow) {
            this.flow = flow;
        }

        /** Holds all bytes, with all connections open, until {@link #resume()}. */
        public void stall() {
            flow.setStalled(true);
        }

        /** Lets the bytes go on that were held. */
        public void resume() {
            flow.setStalled(false);
        }

        /**
         * Delivers what is sent from now on later by this much; zero ends that.
         *
         * @param delay zero or more
         * @throws IllegalArgumentException if it is negative
         */
        public void delay(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a delay can't be negative: " + delay);
            }
            flow.setDelay(delay);
        }

        /**
         * Lets this many more bytes pass, counted over all connections, and then closes the connection of the last of
         * them, be that in the middle of a message. Other connections stay, and the limit is gone.
         *
         * @param bytes how many more may pass; zero or more
         * @throws IllegalArgumentException if it is negative
         */
        public void limitBytes(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a limit can't be negative: " + bytes);
            }
            flow.setLimit(bytes);
        }

        /** {@return how many bytes were forwarded so far} */
        public long bytesForwarded() {
            return flow.forwarded();
        }
    }
}
