package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;

/** What a unique index forbids. */
interface Uniqueness {

    /** The keys of a document that no other one may have; none if the index doesn't hold it. */
    Set<KeyValue> keys(Document document);
}
