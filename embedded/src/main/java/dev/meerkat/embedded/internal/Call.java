package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command.
 *
 * @param command its name as it is registered
 * @param connection who asked
 */
record Call(String command, Request request, Connection connection) {

    Arguments arguments() {
        return new Arguments(request.body());
    }

    String database() {
        return request.database();
    }

    /** The collection that the command's first field names. */
    Namespace namespace() {
        Object name = request.body().get(request.command());
        if (!(name instanceof String collection) || collection.isEmpty()) {
            throw CommandException.of(73, "InvalidNamespace", "Invalid namespace in " + command + ": " + name);
        }
        return new Namespace(database(), collection);
    }

    /** The logical session that the command names. */
    @Nullable
    UUID session() {
        return request.body().get("lsid") instanceof Document lsid && lsid.get("id") instanceof UUID id ? id : null;
    }

    /** Whether it belongs to a transaction: its first operation, a later one, or its end. */
    boolean inTransaction() {
        return Boolean.FALSE.equals(request.body().get("autocommit"));
    }
}
