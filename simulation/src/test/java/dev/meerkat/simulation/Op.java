package dev.meerkat.simulation;

import java.util.List;
import org.bson.BsonDocument;

/**
 * An entry of the oplog: all changes of one cluster time.
 *
 * @param time its cluster time
 * @param appendedAt simulated time at which the primary had it
 * @param committedAt simulated time at which the majority had it
 * @param changes to the documents of the story
 * @param events what the change stream says of it; none for a no-op
 */
record Op(long time, long appendedAt, long committedAt, List<Change> changes, List<BsonDocument> events) {}
