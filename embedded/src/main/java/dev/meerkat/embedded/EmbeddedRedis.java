package dev.meerkat.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/**
 * A real redis-server in a process of its own, without persistence, on 127.0.0.1. It ends with this JVM: a shutdown hook
 * kills it, and should the JVM itself be killed, a watching shell does within about a second.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long READY_NANOS = 15_000_000_000L;
    private static final int ATTEMPTS = 5;

    private final String program;
    private final Path folder;
    private final int port;
    private @Nullable ServerProcess process;
    private boolean closed;

    private EmbeddedRedis(String program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one on a port that the system chooses: the program that REDIS_SERVER names, or redis-server on the PATH, or
     * the one that comes with embedded-redis.
     *
     * @throws IllegalStateException if it doesn't start; the message holds what it printed
     */
    public static EmbeddedRedis start() {
        Machine machine = Machine.real();
        String named = machine.environment("REDIS_SERVER");
        Path found = machine.onPath("redis-server");
        if (named != null) {
            return start(named);
        }
        return found != null ? start(found.toString()) : startBundled();
    }

    /** Starts the program that comes with embedded-redis. */
    static EmbeddedRedis startBundled() {
        return start(EmbeddedRedis::unpack);
    }

    static EmbeddedRedis start(String program) {
        return start(folder -> program);
    }

    /** Where a program is to be found, for a server that runs in this folder. */
    private interface Program {
        String in(Path folder);
    }

    private static EmbeddedRedis start(Program program) {
        for (int attempt = 1; ; attempt++) {
            Path folder = ServerProcess.temporaryFolder("redis");
            EmbeddedRedis redis = new EmbeddedRedis(program.in(folder), folder, ServerProcess.freePort());
            try {
                redis.launch();
                return redis;
            } catch (IllegalStateException e) {
                redis.close();
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
    }

    /** The library unpacks the program into a folder of its own, which it leaves behind if this JVM is killed. */
    private static String unpack(Path folder) {
        try {
            Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
            Path program = Files.move(unpacked, folder.resolve("redis-server"));
            Files.delete(unpacked.getParent());
            return program.toString();
        } catch (IOException | RuntimeException e) {
            ServerProcess.delete(folder);
            throw new IllegalStateException(
                    "embedded-redis has no redis-server for this machine: install one and name it in REDIS_SERVER, or"
                            + " name a running one in REDIS_URL",
                    e);
        }
    }

    private synchronized void launch() {
        ServerProcess started = ServerProcess.start(
                List.of(
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        HOST,
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--daemonize",
                        "no",
                        "--dir",
                        folder.toString()),
                folder);
        process = started;
        long deadline = System.nanoTime() + READY_NANOS;
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.kill();
                process = null;
                throw new IllegalStateException(
                        program + " doesn't start as a Redis. Unset REDIS_SERVER or take it off the PATH to use"
                                + " another server. It printed: " + started.lastOutput());
            }
            pauseBriefly();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", e);
        }
    }

    /** The port; it stays the same over {@link #stop()} and {@link #restart()}. */
    public int port() {
        return port;
    }

    /** The connection string. */
    public String url() {
        return "redis://" + HOST + ":" + port;
    }

    /** Ends the process as a crash does (SIGKILL); all its data is gone. Does nothing if it is stopped. */
    public synchronized void stop() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /**
     * Starts it again on the same port, empty; stops it first if it runs.
     *
     * @throws IllegalStateException if it was closed or doesn't start
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("this Redis was closed: start another one");
        }
        stop();
        launch();
    }

    /** Freezes the process (SIGSTOP): connections stay open and nothing answers. */
    public synchronized void pause() {
        running().signal("STOP");
    }

    /** Lets a frozen process go on (SIGCONT). */
    public synchronized void resume() {
        running().signal("CONT");
    }

    /** The process id of the server that runs now. */
    public synchronized long pid() {
        return running().pid();
    }

    /** Holds all its files, the program too. */
    Path folder() {
        return folder;
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("this Redis is stopped: call restart() first");
        }
        return process;
    }

    /** Ends the process and deletes its folder. Idempotent. */
    @Override
    public synchronized void close() {
        stop();
        if (!closed) {
            closed = true;
            try {
                ServerProcess.delete(folder);
            } catch (UncheckedIOException e) {
                folder.toFile().deleteOnExit();
            }
        }
    }

    @Override
    public String toString() {
        return "EmbeddedRedis(" + url() + ")";
    }
}
