package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stream begins.
 *
 * @param position the number of the first log entry to look at
 * @param reached the resume token that says the same
 * @param after the entry that the stream resumes right after; null if it starts at a time
 */
record StreamStart(
        long position, ResumeToken reached, @Nullable ChangeEntry after) {

    /** From the options of a {@code $changeStream} stage; with none of them, now. */
    static StreamStart of(Document options, ChangeLog log) {
        Arguments arguments = new Arguments(options);
        Document resumeAfter = arguments.optionalDocument("resumeAfter");
        Document startAfter = arguments.optionalDocument("startAfter");
        Object startAt = options.get("startAtOperationTime");
        int given = (resumeAfter == null ? 0 : 1) + (startAfter == null ? 0 : 1) + (startAt == null ? 0 : 1);
        if (given > 1) {
            throw CommandException.location(
                    40674, "Only one type of resume option is allowed, but multiple were found.");
        }
        if (resumeAfter != null) {
            ResumeToken token = ResumeToken.parse(resumeAfter);
            if (token.fromInvalidate()) {
                throw CommandException.of(
                        260,
                        "InvalidResumeToken",
                        "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate"
                                + " notification.");
            }
            return after(token, log);
        }
        if (startAfter != null) {
            return after(ResumeToken.parse(startAfter), log);
        }
        if (startAt == null) {
            BsonTimestamp now = new BsonTimestamp(log.time().getValue() + 1);
            return new StreamStart(log.next(), ResumeToken.mark(now), null);
        }
        if (startAt instanceof BsonTimestamp time) {
            return at(ResumeToken.mark(time), log);
        }
        throw CommandException.of(
                14, "TypeMismatch", "BSON field '$changeStream.startAtOperationTime' must be a timestamp");
    }

    private static StreamStart at(ResumeToken mark, ChangeLog log) {
        if (log.hasLost(mark.time())) {
            throw ChangeStreamCursor.historyLost();
        }
        return new StreamStart(log.firstAtOrAfter(mark.time()), mark, null);
    }

    private static StreamStart after(ResumeToken token, ChangeLog log) {
        StreamStart at = at(token, log);
        if (token.kind() == ResumeToken.Kind.HIGH_WATER_MARK) {
            return at;
        }
        long position = at.position + token.operation();
        ChangeEntry entry = position < log.next() ? log.examine(position) : null;
        if (entry == null || !entry.time().equals(token.time()) || entry.operation() != token.operation()) {
            throw CommandException.of(
                            280,
                            "ChangeStreamFatalError",
                            "cannot resume stream; the resume token was not found. " + token.toDocument())
                    .withLabel("NonResumableChangeStreamError");
        }
        return new StreamStart(position + 1, token, token.fromInvalidate() ? null : entry);
    }
}
