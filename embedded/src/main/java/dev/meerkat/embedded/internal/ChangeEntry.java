package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the change log. Its documents are copies that nobody changes any more.
 *
 * @param type what happened, by the name that change events give it; {@code noop} for an entry that only moves time
 * @param to the new name of a renamed collection
 * @param part its place in the transaction that wrote it; null if none did
 */
record ChangeEntry(
        BsonTimestamp time,
        String type,
        Namespace namespace,
        @Nullable Namespace to,
        @Nullable Document documentKey,
        @Nullable Document fullDocument,
        @Nullable Document updateDescription,
        @Nullable Part part) {

    /** The place in a transaction, whose parts share one cluster time. */
    record Part(int operation, UUID session, long number) {}

    static final String NOOP = "noop";

    boolean isNoop() {
        return type.equals(NOOP);
    }

    /** The number of the change among those of its cluster time. */
    int operation() {
        return part == null ? 0 : part.operation;
    }

    ResumeToken token() {
        return ResumeToken.event(time, operation());
    }

    /** The same change at another time. */
    ChangeEntry at(BsonTimestamp when, @Nullable Part in) {
        return new ChangeEntry(when, type, namespace, to, documentKey, fullDocument, updateDescription, in);
    }
}
