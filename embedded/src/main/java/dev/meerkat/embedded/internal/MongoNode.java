package dev.meerkat.embedded.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A server: its network, and on the one event loop thread of that everything else. Public methods may be called from
 * any other thread; they act on the event loop and return when it is done.
 */
public final class MongoNode {

    private static final long NOOP_INTERVAL_SECONDS = 10;
    private static final long IDLE_CURSOR_MINUTES = 10;

    private final Network network = new Network("embedded-mongo");
    private final Gate gate = new Gate();
    private final MovableClock clock;
    private final ChangeLog log;
    private final AwaitedData awaited;
    private final Cursors cursors;
    private final Transactions transactions;
    private final ChangeStreams streams;
    private final CommandDispatcher dispatcher;
    private final ScheduledFuture<?> upkeep;
    private int lastConnection;
    private long noopSeen;

    /**
     * Binds and starts.
     *
     * @throws UncheckedIOException if the port can't be had
     */
    public MongoNode(NodeSettings settings) {
        clock = new MovableClock(settings.clock());
        log = new ChangeLog(new ClusterClock(clock), settings.historyCapacity());
        awaited = new AwaitedData(network.loop(), log);
        cursors = new Cursors(awaited);
        Isolation isolation = new Isolation(log);
        transactions = new Transactions(network.loop(), isolation, cursors, settings.standalone());
        Catalog catalog = new Catalog(isolation);
        streams = new ChangeStreams(catalog, cursors, settings.standalone());
        dispatcher = dispatcher(catalog, settings);
        network.listen(settings.host(), settings.port(), this::handlers);
        upkeep = network.loop()
                .scheduleAtFixedRate(this::keepUp, NOOP_INTERVAL_SECONDS, NOOP_INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    private CommandDispatcher dispatcher(Catalog catalog, NodeSettings settings) {
        boolean standalone = settings.standalone();
        CommandDispatcher commands = new CommandDispatcher(log, awaited, transactions, standalone);
        new ServerCommands(log, standalone, settings.advertised()).register(commands);
        new SessionCommands(cursors, transactions).register(commands);
        new CatalogCommands(catalog).register(commands);
        new WriteCommands(catalog, standalone).register(commands);
        new FindAndModifyCommand(catalog).register(commands);
        new QueryCommands(catalog, cursors, streams).register(commands);
        return commands;
    }

    private ChannelHandler[] handlers(Channel channel) {
        Connection connection = new Connection(++lastConnection, channel, gate);
        return new ChannelHandler[] {
            new WireEncoder(), new WireDecoder(), new ConnectionHandler(dispatcher, connection, gate)
        };
    }

    /** What a real server does now and then: an entry in an idle log, and an end to forgotten cursors. */
    private void keepUp() {
        if (gate.isClosed()) {
            return;
        }
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
        return network.port();
    }

    /** Forgets all changes up to now: whoever resumes earlier has lost history. */
    public void trimHistory() {
        network.onLoop(() -> {
            log.trim();
            awaited.wakeIfChanged();
        });
    }

    /** Closes all cursors, as a server does that restarts; returns how many there were. */
    public int killCursors() {
        return network.onLoop(cursors::killAll);
    }

    /** Closes all connections; returns how many there were. New ones are accepted. */
    public int dropConnections() {
        return network.dropConnections();
    }

    /** Reads nothing, runs nothing and answers nothing until {@link #resume()}. */
    public void pause() {
        network.onLoop(() -> {
            gate.close();
            network.setReading(false);
        });
    }

    /** Goes on with what was held and what has come in the meantime. */
    public void resume() {
        network.onLoop(() -> {
            gate.open();
            network.setReading(true);
        });
    }

    /** Hides the log from change streams, or shows it again. */
    public void setStreamsPaused(boolean paused) {
        network.onLoop(() -> {
            log.setHidden(paused);
            if (!paused) {
                awaited.wakeAll();
            }
        });
    }

    /** Refuses streams of the whole cluster, or grants them. Those that are open end, with all other cursors. */
    public void setClusterStreamsRefused(boolean refused) {
        network.onLoop(() -> {
            streams.setClusterRefused(refused);
            return refused ? cursors.killAll() : 0;
        });
    }

    /** Moves the wall clock, forth or back. */
    public void advanceClock(Duration by) {
        network.onLoop(() -> clock.move(by));
    }

    /** How many entries of the change log streams have looked at. */
    long entriesExamined() {
        return network.onLoop(log::examined);
    }

    /** Stops: the port is free and the thread gone when this returns. */
    public void stop() {
        upkeep.cancel(false);
        network.stop();
    }
}
