package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;

/** The answer to the request of this id, in the form that the request had. */
record Reply(int responseTo, boolean legacy, Document document) {}
