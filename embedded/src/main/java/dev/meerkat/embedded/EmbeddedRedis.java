package dev.meerkat.embedded;

import java.nio.file.Path;

/**
 * A real redis-server in a process of its own, without persistence, on 127.0.0.1. It ends with this JVM: a shutdown hook
 * kills it, and should the JVM itself be killed, a watching shell does within about a second.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private final RedisGroup group;
    private final RedisProcess process;
    private boolean closed;

    private EmbeddedRedis(RedisGroup group) {
        this.group = group;
        this.process = group.server();
    }

    /**
     * Starts one on a port that the system chooses: the program that REDIS_SERVER names, or redis-server on the PATH,
     * or the one that comes with embedded-redis.
     *
     * @return the running server
     * @throws IllegalStateException if it doesn't start; the message holds what it printed
     */
    public static EmbeddedRedis start() {
        return start(RedisProgram.found());
    }

    /** Starts this program. */
    static EmbeddedRedis start(RedisProgram program) {
        return RedisGroup.start(program, null, EmbeddedRedis::new);
    }

    /** Between two looks at servers that start. */
    static void pauseBriefly() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", e);
        }
    }

    /** {@return the port; it stays the same over {@link #stop()} and {@link #restart()}} */
    public int port() {
        return process.port();
    }

    /** {@return the connection string} */
    public String url() {
        return "redis://" + RedisGroup.HOST + ":" + port();
    }

    /** Ends the process as a crash does (SIGKILL); all its data is gone. Does nothing if it is stopped. */
    public void stop() {
        process.kill();
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
        process.kill();
        process.start();
    }

    /** Freezes the process (SIGSTOP): connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void resume() {
        process.resume();
    }

    /**
     * Deletes all keys of all databases (FLUSHALL).
     *
     * @throws IllegalStateException if it doesn't: it is stopped, frozen or refuses writes
     */
    public void flushAll() {
        process.tell("FLUSHALL");
    }

    /**
     * From now on every command that writes gets the error NOREPLICAS, as from a master that has lost its replicas;
     * reads work. Undone by {@link #acceptWrites()} and {@link #restart()}.
     *
     * @throws IllegalStateException if it doesn't do so: it is stopped or frozen
     */
    public void refuseWrites() {
        process.tell("CONFIG SET min-replicas-to-write 1");
    }

    /**
     * Lets commands write again.
     *
     * @throws IllegalStateException if it doesn't do so: it is stopped or frozen
     */
    public void acceptWrites() {
        process.tell("CONFIG SET min-replicas-to-write 0");
    }

    /** {@return the process id of the server that runs now} */
    public long pid() {
        return process.pid();
    }

    /** Holds all its files, the program too. */
    Path folder() {
        return group.home();
    }

    /** Ends the process and deletes its folder. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        group.close();
    }

    @Override
    public String toString() {
        return "EmbeddedRedis(" + url() + ")";
    }
}
