package dev.meerkat.cache.spi;

import java.util.Set;

/**
 * The databases that any process has asked for, and that need a change stream each. It may forget one that nobody has asked
 * for lately. Thread-safe.
 */
public interface DatabaseRegister {

    /**
     * Enters a database, or shows that it is still asked for.
     *
     * @param database the database's name
     * @throws PortException where it can't be done, or can't be said to be done
     */
    void add(String database) throws PortException;

    /**
     * {@return all of them}
     *
     * @throws PortException where it can't be done, or can't be said to be done
     */
    Set<String> read() throws PortException;
}
