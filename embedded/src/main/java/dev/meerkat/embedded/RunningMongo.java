package dev.meerkat.embedded;

import java.util.concurrent.atomic.AtomicBoolean;

/** A MongoDB that was found or started. */
final class RunningMongo implements MongoServer {

    private final String uri;
    private final String choice;
    private final boolean ours;
    private final Runnable stop;
    private final AtomicBoolean closed = new AtomicBoolean();

    RunningMongo(String uri, String choice, boolean ours, Runnable stop) {
        this.uri = uri;
        this.choice = choice;
        this.ours = ours;
        this.stop = stop;
    }

    @Override
    public String uri() {
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
