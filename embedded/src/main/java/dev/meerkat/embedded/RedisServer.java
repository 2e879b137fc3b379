package dev.meerkat.embedded;

/** A Redis to work with: one that was there, or one that was started. Safe for use by several threads. */
public interface RedisServer extends AutoCloseable {

    /** {@return the connection string, {@code redis://…}} It may hold a password: don't print it. */
    String url();

    /** {@return one line that says what was taken; passwords in it are hidden} */
    String choice();

    /** {@return whether it was started here, so that it may be filled, disturbed and stopped} */
    boolean ours();

    /** {@return whether {@link #stop()} and {@link #restart()} work} */
    boolean canStop();

    /**
     * Ends it as a crash would; its port is kept for {@link #restart()}.
     *
     * @throws UnsupportedOperationException unless {@link #canStop()}
     */
    void stop();

    /**
     * Starts it again on the same port, empty.
     *
     * @throws UnsupportedOperationException unless {@link #canStop()}
     */
    void restart();

    /** Stops it if it is ours. Idempotent. */
    @Override
    void close();
}
