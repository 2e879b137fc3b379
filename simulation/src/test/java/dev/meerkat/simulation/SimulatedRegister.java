package dev.meerkat.simulation;

import dev.meerkat.cache.spi.DatabaseRegister;
import dev.meerkat.cache.spi.PortException;
import java.util.Set;
import java.util.TreeSet;

/** The register of databases, as one process sees it. */
record SimulatedRegister(SimulatedMongo mongo, Link link) implements DatabaseRegister {

    @Override
    public void add(String database) throws PortException {
        mongo.pace().request(link);
        mongo.databasesAskedFor().add(database);
        mongo.pace().answer(link);
    }

    @Override
    public Set<String> read() throws PortException {
        mongo.pace().request(link);
        Set<String> all = new TreeSet<>(mongo.databasesAskedFor());
        mongo.pace().answer(link);
        return all;
    }
}
