package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.ObjectId;

/** Object ids that the server gives: with a time and a counter, so that they sort by age as the driver's do. */
final class ObjectIds {

    private ObjectIds() {}

    static ObjectId next() {
        return new ObjectId(new org.bson.types.ObjectId().toByteArray());
    }
}
