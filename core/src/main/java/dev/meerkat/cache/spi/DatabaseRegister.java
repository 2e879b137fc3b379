package dev.meerkat.cache.spi;

import java.util.Set;

/**
 * The databases that any process has asked for, and that need a change stream each. It may forget one that nobody has asked
 * for lately. Thread-safe.
 */
public interface DatabaseRegister {

    /** Enters a database, or shows that it is still asked for. */
    void add(String database) throws PortException;

    /** All of them. */
    Set<String> read() throws PortException;
}
