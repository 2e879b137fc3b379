package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;

/** An error reply: code, code name and message, and where a real server sends them, error labels and more fields. */
final class CommandException extends MongoServerError {

    private static final long serialVersionUID = 1L;

    private final List<String> labels;
    private final transient Document details;

    private CommandException(int code, String codeName, String message, List<String> labels, Document details) {
        super(code, codeName, message);
        this.labels = labels;
        this.details = details;
    }

    static CommandException of(int code, String codeName, String message) {
        return new CommandException(code, codeName, message, List.of(), new Document());
    }

    /** An error that MongoDB knows by number only. */
    static CommandException location(int code, String message) {
        return of(code, "Location" + code, message);
    }

    static CommandException badValue(String message) {
        return of(2, "BadValue", message);
    }

    static CommandException failedToParse(String message) {
        return of(9, "FailedToParse", message);
    }

    static CommandException notSupported(String message) {
        return of(
                238,
                "NotImplemented",
                message + ". The embedded MongoDB has no such thing: set MONGODB_URI to use a" + " real replica set");
    }

    CommandException withLabel(String label) {
        return new CommandException(getCode(), getCodeName(), getMessageWithoutErrorCode(), List.of(label), details);
    }

    CommandException withDetails(Document more) {
        return new CommandException(getCode(), getCodeName(), getMessageWithoutErrorCode(), labels, more);
    }

    List<String> labels() {
        return labels;
    }

    Document details() {
        return details;
    }
}
