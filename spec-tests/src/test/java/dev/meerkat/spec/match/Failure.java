package dev.meerkat.spec.match;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What an operation threw, in the format's terms.
 *
 * @param thrown what the driver threw
 */
public record Failure(RuntimeException thrown) {

    /** Whether it arose on this side: also where the network failed, since then no server has spoken. */
    public boolean isOfClient() {
        return !(thrown instanceof MongoException)
                || (thrown instanceof MongoClientException && !(thrown instanceof ClientBulkWriteException))
                || thrown instanceof MongoSocketException
                || (thrown instanceof ClientBulkWriteException
                        && thrown.getCause() instanceof RuntimeException cause
                        && new Failure(cause).isOfClient());
    }

    /** The server's code; that of the first write's error, where several writes were sent; null where there is none. */
    public @Nullable Integer code() {
        if (thrown instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().isEmpty()
                    ? bulk.getWriteConcernError() == null
                            ? null
                            : Integer.valueOf(bulk.getWriteConcernError().getCode())
                    : Integer.valueOf(bulk.getWriteErrors().get(0).getCode());
        }
        if (thrown instanceof ClientBulkWriteException && thrown.getCause() instanceof MongoException cause) {
            return new Failure(cause).code();
        }
        return thrown instanceof MongoException mongo && !(thrown instanceof MongoClientException)
                ? Integer.valueOf(mongo.getCode())
                : null;
    }

    /** The server's name for its code; empty where there is none. */
    public String codeName() {
        if (thrown instanceof MongoCommandException command) {
            return command.getErrorCodeName();
        }
        if (thrown instanceof MongoWriteConcernException concern) {
            return concern.getWriteConcernError().getCodeName();
        }
        if (thrown instanceof MongoBulkWriteException bulk && bulk.getWriteConcernError() != null) {
            return bulk.getWriteConcernError().getCodeName();
        }
        if (thrown instanceof ClientBulkWriteException && thrown.getCause() instanceof MongoException cause) {
            return new Failure(cause).codeName();
        }
        return "";
    }

    /** Its labels, sorted. */
    public Set<String> labels() {
        if (thrown instanceof ClientBulkWriteException && thrown.getCause() instanceof MongoException cause) {
            return new TreeSet<>(cause.getErrorLabels());
        }
        return thrown instanceof MongoException mongo ? new TreeSet<>(mongo.getErrorLabels()) : Set.of();
    }

    /** All of the server's reply, where the driver hands it on. */
    public @Nullable BsonDocument response() {
        if (thrown instanceof MongoCommandException command) {
            return command.getResponse();
        }
        return thrown instanceof ClientBulkWriteException && thrown.getCause() instanceof MongoException cause
                ? new Failure(cause).response()
                : null;
    }

    /** What it says, without what differs from server to server. */
    public String message() {
        String message = thrown instanceof MongoCommandException command
                ? command.getErrorMessage()
                : thrown instanceof MongoWriteException write ? write.getError().getMessage() : thrown.getMessage();
        return message == null ? "" : message;
    }

    /** For a comparison with another run. */
    public String summary() {
        String message = message();
        for (String moving : List.of("127\\.0\\.0\\.1:\\d+", "localhost:\\d+", " The full response is .*")) {
            message = message.replaceAll(moving, "…");
        }
        return thrown.getClass().getSimpleName() + " code=" + code() + " " + codeName() + " labels=" + labels() + " "
                + message;
    }
}
