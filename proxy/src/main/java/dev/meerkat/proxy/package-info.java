/**
 * Driver handles that cache: a wrapped {@link com.mongodb.client.MongoCollection} answers reads from the cache where that
 * can't be told from MongoDB's own answer, and tells the cache what its writes may have changed. What a driver method means
 * to the cache stands in one table, and a test holds it against the driver's interfaces.
 */
@NullMarked
package dev.meerkat.proxy;

import org.jspecify.annotations.NullMarked;
