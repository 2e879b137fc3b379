package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;

/** What a unique index forbids. */
interface Uniqueness {

    /** Whether the two documents have a key in common. */
    boolean sharesKey(Document one, Document other);
}
