package dev.meerkat.embedded;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One redis-server, on a port of 127.0.0.1 that stays its own over stops. Safe for use by several threads. */
final class RedisProcess {

    private static final long READY_NANOS = 15_000_000_000L;

    private final List<String> command;
    private final Path folder;
    private final Path home;
    private final int port;
    private final int clientPort;
    private @Nullable ServerProcess process;

    /**
     * @param folder it works in
     * @param home goes when this JVM is killed
     * @param port without TLS, for us
     * @param clientPort with TLS where there is any
     */
    RedisProcess(List<String> command, Path folder, Path home, int port, int clientPort) {
        this.command = command;
        this.folder = folder;
        this.home = home;
        this.port = port;
        this.clientPort = clientPort;
    }

    /** Starts it and waits until it answers. */
    synchronized void start() {
        ServerProcess started = ServerProcess.start(command, folder, home);
        process = started;
        long deadline = System.nanoTime() + READY_NANOS;
        while (!RedisReply.isAnswering(port)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.kill();
                process = null;
                throw new IllegalStateException(
                        command.get(0) + " doesn't start as a Redis. Unset REDIS_SERVER or take it off the PATH to use"
                                + " another server. It printed: " + started.lastOutput());
            }
            EmbeddedRedis.pauseBriefly();
        }
    }

    /** Ends it as a crash does (SIGKILL). Does nothing if it is stopped. */
    synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Freezes it (SIGSTOP): connections stay open and nothing answers. */
    synchronized void pause() {
        running().signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    synchronized void resume() {
        running().signal("CONT");
    }

    synchronized boolean isRunning() {
        return process != null;
    }

    synchronized long pid() {
        return running().pid();
    }

    int port() {
        return port;
    }

    int clientPort() {
        return clientPort;
    }

    /** What it answers to this command, or an empty text. */
    String ask(String command) {
        return RedisReply.orNothing(command, port);
    }

    /** Has it do this; a reply that is none or an error is an exception. */
    void tell(String command) {
        RedisReply.orFailure(command, port);
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("this Redis is stopped: call restart() first");
        }
        return process;
    }
}
