package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the change log. Its documents are copies that nobody changes any more.
 *
 * @param type what happened, by the name that change events give it; {@code noop} for an entry that only moves time
 * @param to the new name of a renamed collection
 */
record ChangeEntry(
        BsonTimestamp time,
        String type,
        Namespace namespace,
        @Nullable Namespace to,
        @Nullable Document documentKey,
        @Nullable Document fullDocument,
        @Nullable Document updateDescription) {

    static final String NOOP = "noop";

    boolean isNoop() {
        return type.equals(NOOP);
    }

    ResumeToken token() {
        return ResumeToken.event(time, 0);
    }
}
