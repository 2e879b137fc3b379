package dev.meerkat.repository;

import dev.meerkat.proxy.CallOptions;
import org.jspecify.annotations.Nullable;

/**
 * What annotations say about one method. Immutable.
 *
 * @param options what {@link CacheFor} or {@link NoCache} says; never a database
 * @param databaseParameter which parameter is marked {@link Db}, from 0; negative where none is
 * @param method the method's name for people
 */
record Directive(CallOptions options, int databaseParameter, String method) {

    boolean namesDatabase() {
        return databaseParameter >= 0;
    }

    /**
     * The caller's word that the marked argument is.
     *
     * @throws IllegalArgumentException where it is null, or no database's name
     */
    CallOptions database(@Nullable Object[] arguments) {
        String parameter = "Parameter " + (databaseParameter + 1) + " of " + method + ", marked @Db, ";
        if (!(arguments[databaseParameter] instanceof String name)) {
            throw new IllegalArgumentException(
                    parameter
                            + "is null; it must name a database. For the repository's own database, call a method without @Db.");
        }
        try {
            return CallOptions.NONE.in(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + "is \"" + name + "\", which is no database's name", e);
        }
    }
}
