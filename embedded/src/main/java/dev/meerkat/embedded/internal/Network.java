package dev.meerkat.embedded.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A socket that is listened on, its connections, and the one event loop thread that serves them. */
final class Network {

    private final IoEventLoopGroup group;
    private final EventLoop loop;
    private final ChannelGroup connections;
    private @Nullable Channel listener;

    /** @param name of the thread */
    Network(String name) {
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = (EventLoop) group.next();
        connections = new DefaultChannelGroup(loop);
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Accepts connections from now on.
     *
     * @param handlers of a new connection
     * @throws UncheckedIOException if the port can't be had
     */
    void listen(String host, int port, Function<Channel, ChannelHandler[]> handlers) {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(handlers.apply(channel));
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop();
            throw new UncheckedIOException(
                    "can't listen on " + host + ":" + port + ": choose another port, or 0 for any",
                    new IOException(bound.cause()));
        }
        listener = bound.channel();
    }

    /** Opens a connection, of which nothing is read before its handler says so. */
    ChannelFuture connect(InetSocketAddress address, ChannelHandler handler) {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(handler);
                    }
                })
                .connect(address);
    }

    /** The port that is listened on. */
    int port() {
        return ((InetSocketAddress) listening().localAddress()).getPort();
    }

    private Channel listening() {
        if (listener == null) {
            throw new IllegalStateException("not listening yet");
        }
        return listener;
    }

    /** Whether anything is read from connections, and new ones are accepted; on the event loop only. */
    void setReading(boolean reading) {
        listening().config().setAutoRead(reading);
        connections.forEach(connection -> connection.config().setAutoRead(reading));
    }

    /** Closes all connections; returns how many there were. */
    int dropConnections() {
        int open = connections.size();
        connections.close().syncUninterruptibly();
        return open;
    }

    /** Resets all connections; on the event loop only. */
    void resetConnections() {
        connections.forEach(Network::breakOnClose); // first, since the end of one closes others
        connections.forEach(Network::reset);
    }

    /** Closes a connection so that its other side sees it broken, whatever is on its way. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do for a connection that is closed
    static void reset(Channel connection) {
        breakOnClose(connection);
        connection.close();
    }

    private static void breakOnClose(Channel connection) {
        if (connection.isOpen()) {
            connection.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }

    /** Runs this on the event loop; returns what it gives. */
    <T> T onLoop(Callable<T> action) {
        try {
            return loop.submit(action).syncUninterruptibly().getNow();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("it was closed: start another one", e);
        }
    }

    void onLoop(Runnable action) {
        onLoop(Executors.callable(action));
    }

    /** The port is free and the thread gone when this returns. */
    void stop() {
        if (listener != null) {
            listener.close().syncUninterruptibly();
        }
        connections.close().syncUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
