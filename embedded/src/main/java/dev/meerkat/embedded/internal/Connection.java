package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A client's connection, as commands see it. Lives on the event loop. */
final class Connection {

    private final int id;
    private final Channel channel;
    private final Gate gate;
    private String application = "";

    Connection(int id, Channel channel, Gate gate) {
        this.id = id;
        this.channel = channel;
        this.gate = gate;
    }

    int id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    /** The name that the client's application gave in its first greeting; empty if it gave none. */
    String application() {
        return application;
    }

    /** Takes note of who the client says to be, if this is a greeting that says so. */
    void learnFrom(Document greeting) {
        if (greeting.get("client") instanceof Document client
                && client.get("application") instanceof Document described
                && described.get("name") instanceof String name) {
            application = name;
        }
    }

    /** The address that the client reached us at. */
    String localAddress() {
        return address(channel.localAddress());
    }

    String remoteAddress() {
        return address(channel.remoteAddress());
    }

    /** Runs something on the event loop after this time, whether the connection is still there or not. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled, and tells nobody how it went
    void later(Runnable action, long delay, TimeUnit unit) {
        channel.eventLoop().schedule(() -> gate.pass(action), delay, unit);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do for a connection that is closed
    void close() {
        channel.close();
    }

    private static String address(Object address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }
}
