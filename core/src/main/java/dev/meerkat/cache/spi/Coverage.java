package dev.meerkat.cache.spi;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Of which databases a stream, a record of the log or a watermark tells. Immutable.
 *
 * @param databases their names; null for every database that there is or will be
 */
public record Coverage(@Nullable Set<String> databases) {

    /** Every database. */
    public static final Coverage ALL = new Coverage(null);

    /**
     * Copies the set.
     *
     * @param databases their names; null for every database that there is or will be
     */
    public Coverage {
        databases = databases == null ? null : Set.copyOf(databases);
    }

    /**
     * These databases and no others.
     *
     * @param databases names of databases
     * @return these and no others
     */
    public static Coverage of(Collection<String> databases) {
        return new Coverage(Set.copyOf(databases));
    }

    /**
     * {@return whether it tells of this database}
     *
     * @param database a database's name
     */
    public boolean includes(String database) {
        return databases == null || databases.contains(database);
    }

    /**
     * {@return what this has and the other one hasn't; all, where this has all and the other one hasn't}
     *
     * @param other what is taken away
     */
    public Coverage without(Coverage other) {
        if (other.databases == null) {
            return of(Set.of());
        }
        return databases == null
                ? ALL
                : of(databases.stream().filter(name -> !other.includes(name)).collect(Collectors.toSet()));
    }

    @Override
    public String toString() {
        return databases == null ? "all databases" : new TreeSet<>(databases).toString();
    }
}
