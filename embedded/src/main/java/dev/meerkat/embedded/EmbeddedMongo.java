package dev.meerkat.embedded;

import dev.meerkat.embedded.internal.MongoNode;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A MongoDB in this JVM: to a driver it is a replica set of one node, version 4.2 (the oldest that the current driver
 * talks to), with sessions, cluster times and change streams. It holds its data in memory and listens on 127.0.0.1
 * only. It knows neither users nor TLS, transactions, JavaScript, text or geo queries, nor collations other than the
 * simple one; it refuses them with an error that says so.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final MongoNode node;
    private final boolean standalone;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMongo(Builder builder) {
        this.node = new MongoNode(HOST, builder.port, builder.historyCapacity, builder.standalone);
        this.standalone = builder.standalone;
    }

    /** Starts one with the default settings on a port that the system chooses. */
    public static EmbeddedMongo start() {
        return builder().start();
    }

    /** Settings to start one with. */
    public static Builder builder() {
        return new Builder();
    }

    /** The connection string: with its replica set's name, or for a standalone a direct one. */
    public String uri() {
        String options = standalone ? "directConnection=true" : "replicaSet=rs0";
        return "mongodb://" + HOST + ":" + port() + "/?" + options;
    }

    /** The port it listens on. */
    public int port() {
        return node.port();
    }

    /** What a test can do to it. */
    public Control control() {
        return new Control(node);
    }

    /** Stops it: all connections are closed, the port is free and the thread gone when this returns. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            node.stop();
        }
    }

    @Override
    public String toString() {
        return "EmbeddedMongo(" + uri() + ")";
    }

    /** Disturbances, for tests. Safe for use by several threads. */
    public static final class Control {

        private final MongoNode node;

        private Control(MongoNode node) {
            this.node = node;
        }

        /** Forgets the history of changes: a stream that resumes before now gets error 286, ChangeStreamHistoryLost. */
        public void trimHistory() {
            node.trimHistory();
        }

        /** Closes all cursors, so that their next getMore gets error 43; returns how many there were. */
        public int killCursors() {
            return node.killCursors();
        }

        /** Closes all connections, in the middle of a command or not; returns how many there were. */
        public int dropConnections() {
            return node.dropConnections();
        }
    }

    /** Settings of an embedded MongoDB. Not safe for use by several threads. */
    public static final class Builder {

        private int port;
        private int historyCapacity = 50_000;
        private boolean standalone;

        private Builder() {}

        /** The port to listen on; 0, the default, lets the system choose one. */
        public Builder port(int value) {
            if (value < 0 || value > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, not " + value);
            }
            port = value;
            return this;
        }

        /** How many changes are kept for streams that resume, at least 2; 50,000 by default. */
        public Builder historyCapacity(int entries) {
            if (entries < 2) {
                throw new IllegalArgumentException("historyCapacity must be at least 2, not " + entries);
            }
            historyCapacity = entries;
            return this;
        }

        /** Whether to pretend to be a standalone server: without sessions, cluster times or change streams. */
        public Builder standalone(boolean value) {
            standalone = value;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws java.io.UncheckedIOException if the port can't be had
         */
        public EmbeddedMongo start() {
            return new EmbeddedMongo(this);
        }
    }
}
