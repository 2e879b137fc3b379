package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.KeyValue;

/** A key of a unique index: at most one document of the collection has it. */
record UniqueKey(EmbeddedCollection collection, String index, KeyValue value) {}
