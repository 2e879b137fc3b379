package dev.meerkat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which collections a setting is for. Immutable.
 *
 * @param database null for every database
 * @param collection the collection's name
 */
record CollectionName(@Nullable String database, String collection) {

    private static final String EVERY_DATABASE = "*";

    /**
     * Reads {@code users} (in every database), {@code app.users} (in one), {@code *.fs.files} (in every database, where the
     * collection's own name has a dot).
     *
     * @throws IllegalArgumentException where a name is missing
     */
    static CollectionName parse(String text) {
        int dot = text.indexOf('.');
        String database = dot < 0 ? EVERY_DATABASE : text.substring(0, dot);
        String collection = text.substring(dot + 1);
        if (database.isBlank() || collection.isBlank()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" names no collection: write \"users\" for those of every" + " database, or \"app.users\"");
        }
        return new CollectionName(database.equals(EVERY_DATABASE) ? null : database, collection);
    }

    /** What is wrong with the first bad one, or null. */
    static @Nullable String fault(List<String> names) {
        for (String name : names) {
            try {
                parse(name);
            } catch (IllegalArgumentException e) {
                return "can't be read: " + e.getMessage();
            }
        }
        return null;
    }
}
