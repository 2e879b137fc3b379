package dev.meerkat.embedded;

/** A MongoDB to work with: one that was there, or one that was started. Safe for use by several threads. */
public interface MongoServer extends AutoCloseable {

    /** {@return the connection string} It may hold a password: don't print it. */
    String uri();

    /** {@return one line that says what was taken; passwords in it are hidden} */
    String choice();

    /** {@return whether it was started here, so that it may be filled, disturbed and stopped} */
    boolean ours();

    /** Stops it if it is ours. Idempotent. */
    @Override
    void close();
}
