package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command.
 *
 * @param command its name as it is registered
 * @param connection who asked
 * @param write what is remembered of its statements; null if it is no retryable write
 */
record Call(
        String command,
        Request request,
        Connection connection,
        @Nullable RetryableWrite write) {

    /** The same as a retryable write. */
    Call retryable(RetryableWrite memory) {
        return new Call(command, request, connection, memory);
    }

    /** The result of a statement, which a retryable write runs only once. */
    @Nullable
    Document once(int index, Supplier<@Nullable Document> statement) {
        return write == null ? statement.get() : write.once(this, index, statement);
    }

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
