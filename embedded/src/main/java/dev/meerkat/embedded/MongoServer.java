package dev.meerkat.embedded;

/** A MongoDB to work with: one that was there, or one that was started. Safe for use by several threads. */
public interface MongoServer extends AutoCloseable {

    /** The connection string. It may hold a password: don't print it. */
    String uri();

    /** One line that says what was taken; passwords in it are hidden. */
    String choice();

    /** Whether it was started here, so that it may be filled, disturbed and stopped. */
    boolean ours();

    /** Stops it if it is ours. Idempotent. */
    @Override
    void close();
}
