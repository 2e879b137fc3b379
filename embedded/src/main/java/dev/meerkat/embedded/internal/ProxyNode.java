package dev.meerkat.embedded.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on 127.0.0.1 with one event loop thread, on which all happens. Public methods may be called from any
 * other thread; they act there and return when it is done.
 */
public final class ProxyNode {

    private final Network network = new Network("fault-proxy");
    private final ProxyFlow toServer = new ProxyFlow(network);
    private final ProxyFlow toClient = new ProxyFlow(network);
    private @Nullable InetSocketAddress target;
    private boolean cut;

    /** Listens on a port that the system chooses. */
    public ProxyNode() {
        network.listen("127.0.0.1", 0, this::accept);
    }

    private ChannelHandler[] accept(Channel client) {
        client.config().setAutoRead(false);
        if (cut || target == null) {
            client.eventLoop().execute(() -> Network.reset(client));
            return new ChannelHandler[0];
        }
        ProxyPipe back = new ProxyPipe(toClient, client);
        ChannelFuture connecting = network.connect(target, back);
        ProxyPipe forth = new ProxyPipe(toServer, connecting.channel());
        ProxyPipe.pair(forth, back);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                forth.flow();
            } else {
                Network.reset(client);
            }
        });
        return new ChannelHandler[] {forth};
    }

    /** The port it listens on. */
    public int port() {
        return network.port();
    }

    /** Where connections are forwarded to from now on. */
    public void forwardTo(InetSocketAddress server) {
        network.onLoop(() -> {
            target = server;
        });
    }

    /** From clients to the server. */
    public ProxyFlow toServer() {
        return toServer;
    }

    /** From the server to clients. */
    public ProxyFlow toClient() {
        return toClient;
    }

    /** Resets all connections, and new ones as soon as they come; returns how many clients lost theirs. */
    public int cut() {
        return network.onLoop(() -> {
            cut = true;
            int clients = toServer.pipes();
            network.resetConnections();
            return clients;
        });
    }

    /** Forwards new connections again. */
    public void restore() {
        network.onLoop(() -> {
            cut = false;
        });
    }

    /** Stops: all connections are closed, the port is free and the thread gone when this returns. */
    public void stop() {
        network.stop();
    }
}
