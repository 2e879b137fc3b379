package dev.meerkat.embedded;

import dev.meerkat.embedded.internal.MongoNode;
import dev.meerkat.embedded.internal.NodeSettings;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB in this JVM: to a driver it is a replica set of one node, version 4.2 (the oldest that the current driver
 * talks to), with sessions, transactions, cluster times and change streams. It holds its data in memory and listens on
 * 127.0.0.1 only. It knows neither users nor TLS, JavaScript, text or geo queries, nor collations other than the simple
 * one; it refuses them with an error that says so.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final MongoNode node;
    private final boolean standalone;
    private final @Nullable String advertised;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMongo(Builder builder) {
        this.node = new MongoNode(new NodeSettings(
                HOST, builder.port, builder.historyCapacity, builder.standalone, builder.clock, builder.advertised));
        this.standalone = builder.standalone;
        this.advertised = builder.advertised;
    }

    /**
     * Starts one with the default settings on a port that the system chooses.
     *
     * @return the running server
     */
    public static EmbeddedMongo start() {
        return builder().start();
    }

    /**
     * Settings to start one with.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the connection string, to the advertised address: with the replica set's name, or direct for a
     * standalone}
     */
    public String uri() {
        String options = standalone ? "directConnection=true" : "replicaSet=rs0";
        String address = advertised == null ? HOST + ":" + port() : advertised;
        return "mongodb://" + address + "/?" + options;
    }

    /** {@return the port it listens on} */
    public int port() {
        return node.port();
    }

    /** {@return what a test can do to it} */
    public MongoControl control() {
        return new MongoControl(node);
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

    /** Settings of an embedded MongoDB. Not safe for use by several threads. */
    public static final class Builder {

        private int port;
        private int historyCapacity = 50_000;
        private boolean standalone;
        private Clock clock = Clock.systemUTC();
        private @Nullable String advertised;

        private Builder() {}

        /**
         * The port to listen on; 0, the default, lets the system choose one.
         *
         * @param value 0 to 65,535
         * @return this builder
         */
        public Builder port(int value) {
            if (value < 0 || value > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, not " + value);
            }
            port = value;
            return this;
        }

        /**
         * How many changes are kept for streams that resume, at least 2; 50,000 by default. There are fewer where their
         * documents take more than 100 MB of BSON together.
         *
         * @param entries 2 or more
         * @return this builder
         */
        public Builder historyCapacity(int entries) {
            if (entries < 2) {
                throw new IllegalArgumentException("historyCapacity must be at least 2, not " + entries);
            }
            historyCapacity = entries;
            return this;
        }

        /**
         * Whether to pretend to be a standalone server: without sessions, cluster times or change streams.
         *
         * @param value true for a standalone server
         * @return this builder
         */
        public Builder standalone(boolean value) {
            standalone = value;
            return this;
        }

        /**
         * The wall clock; the system's by default. {@link MongoControl#advanceClock} says what follows it.
         *
         * @param value the clock to take
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * The address that the server tells clients to connect to, as {@code host:port}: that of a proxy in front of
         * it, say. By default the one that they came to.
         *
         * @param address {@code host:port}
         * @return this builder
         */
        public Builder advertise(String address) {
            if (!address.matches(".+:\\d+")) {
                throw new IllegalArgumentException("advertise needs host:port, not " + address);
            }
            advertised = address;
            return this;
        }

        /**
         * Starts it.
         *
         * @return the running server
         * @throws java.io.UncheckedIOException if the port can't be had
         */
        public EmbeddedMongo start() {
            return new EmbeddedMongo(this);
        }
    }
}
