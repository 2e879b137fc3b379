package dev.meerkat.junit;

import dev.meerkat.embedded.EmbeddedRedis;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A server for tests, and those of its databases that are free. Safe for use by several threads. */
final class TestRedis implements AutoCloseable {

    private static final int DATABASES = 16;

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final BlockingQueue<Integer> free =
            new LinkedBlockingQueue<>(IntStream.range(0, DATABASES).boxed().toList());

    EmbeddedRedis server() {
        return server;
    }

    /** A database for one user, an empty one; waits for one. */
    LeasedDatabase lease() {
        try {
            return new LeasedDatabase(this, free.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted while " + DATABASES + " tests use this Redis", e);
        }
    }

    /** Takes a database back, an empty one. */
    void giveBack(int database) {
        free.add(database);
    }

    @Override
    public void close() {
        server.close();
    }
}
