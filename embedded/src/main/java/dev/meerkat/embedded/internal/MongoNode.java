package dev.meerkat.embedded.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A server: its socket, its one event loop thread, and on that thread everything else. Public methods may be called
 * from any other thread; they act on the event loop and return when it is done.
 */
public final class MongoNode {

    private static final long NOOP_INTERVAL_SECONDS = 10;
    private static final long IDLE_CURSOR_MINUTES = 10;

    private final IoEventLoopGroup group;
    private final EventLoop loop;
    private final ChannelGroup connections;
    private final ChangeLog log;
    private final AwaitedData awaited;
    private final Cursors cursors;
    private final Transactions transactions;
    private final CommandDispatcher dispatcher;
    private final Channel listener;
    private final ScheduledFuture<?> upkeep;
    private int lastConnection;
    private long noopSeen;

    /**
     * Binds and starts.
     *
     * @param host the address to listen on
     * @param port the port, 0 for one that the system chooses
     * @param historyCapacity how many changes the log keeps
     * @param standalone pretend not to be a replica set
     * @throws UncheckedIOException if the port can't be had
     */
    public MongoNode(String host, int port, int historyCapacity, boolean standalone) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("embedded-mongo", true), NioIoHandler.newFactory());
        loop = (EventLoop) group.next();
        connections = new DefaultChannelGroup(loop);
        log = new ChangeLog(new ClusterClock(Clock.systemUTC()), historyCapacity);
        awaited = new AwaitedData(loop, log);
        cursors = new Cursors(awaited);
        Isolation isolation = new Isolation(log);
        transactions = new Transactions(loop, isolation, cursors, standalone);
        dispatcher = dispatcher(new Catalog(isolation), standalone);
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ConnectionInitializer())
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            throw new UncheckedIOException(
                    "The embedded MongoDB can't listen on " + host + ":" + port + ": choose another port, or 0 for any",
                    new IOException(bound.cause()));
        }
        listener = bound.channel();
        upkeep = loop.scheduleAtFixedRate(this::keepUp, NOOP_INTERVAL_SECONDS, NOOP_INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    private CommandDispatcher dispatcher(Catalog catalog, boolean standalone) {
        CommandDispatcher commands = new CommandDispatcher(log, awaited, transactions, standalone);
        new ServerCommands(log, standalone).register(commands);
        new SessionCommands(cursors, transactions).register(commands);
        new CatalogCommands(catalog).register(commands);
        new WriteCommands(catalog).register(commands);
        new FindAndModifyCommand(catalog).register(commands);
        new QueryCommands(catalog, cursors, new ChangeStreams(catalog, cursors, standalone)).register(commands);
        return commands;
    }

    /** What a real server does now and then: an entry in an idle log, and an end to forgotten cursors. */
    private void keepUp() {
        if (log.next() == noopSeen) {
            log.noop();
            awaited.wakeIfChanged();
        }
        noopSeen = log.next();
        cursors.closeIdle(TimeUnit.MINUTES.toNanos(IDLE_CURSOR_MINUTES));
        transactions.forgetIdleSessions();
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Forgets all changes up to now: whoever resumes earlier has lost history. */
    public void trimHistory() {
        onLoop(() -> {
            log.trim();
            awaited.wakeIfChanged();
            return null;
        });
    }

    /** Closes all cursors, as a server does that restarts; returns how many there were. */
    public int killCursors() {
        return onLoop(cursors::killAll);
    }

    /** Closes all connections; returns how many there were. New ones are accepted. */
    public int dropConnections() {
        int open = connections.size();
        connections.close().syncUninterruptibly();
        return open;
    }

    /** How many entries of the change log streams have looked at. */
    long entriesExamined() {
        return onLoop(log::examined);
    }

    private <T> T onLoop(Callable<T> action) {
        return loop.submit(action).syncUninterruptibly().getNow();
    }

    /** Stops: the port is free and the thread gone when this returns. */
    public void stop() {
        upkeep.cancel(false);
        listener.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class ConnectionInitializer extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            connections.add(channel);
            Connection connection = new Connection(++lastConnection, channel);
            channel.pipeline()
                    .addLast(new WireEncoder(), new WireDecoder(), new ConnectionHandler(dispatcher, connection));
        }
    }
}
