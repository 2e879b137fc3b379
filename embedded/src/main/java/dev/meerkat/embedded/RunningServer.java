package dev.meerkat.embedded;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A MongoDB or a Redis that was found or started; a Redis in a process of ours can be stopped and started again. */
final class RunningServer implements MongoServer, RedisServer {

    private final String uri;
    private final String choice;
    private final @Nullable EmbeddedRedis process;
    private final boolean ours;
    private final Runnable stop;
    private final AtomicBoolean closed = new AtomicBoolean();

    RunningServer(String uri, String choice, @Nullable EmbeddedRedis process, boolean ours, Runnable stop) {
        this.uri = uri;
        this.choice = choice;
        this.process = process;
        this.ours = ours;
        this.stop = stop;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public String url() {
        return uri;
    }

    @Override
    public String choice() {
        return choice;
    }

    @Override
    public boolean ours() {
        return ours;
    }

    @Override
    public boolean canStop() {
        return process != null;
    }

    @Override
    public void stop() {
        process().stop();
    }

    @Override
    public void restart() {
        process().restart();
    }

    private EmbeddedRedis process() {
        if (process == null) {
            throw new UnsupportedOperationException("can't stop this Redis, " + choice + ": ask canStop() first");
        }
        return process;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop.run();
        }
    }

    @Override
    public String toString() {
        return choice;
    }
}
