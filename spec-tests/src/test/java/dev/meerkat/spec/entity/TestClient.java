package dev.meerkat.spec.entity;

import com.mongodb.client.MongoClient;
import java.util.Set;

/**
 * A client of a case.
 *
 * @param driver the driver's own
 * @param handle what the case works with: the driver's own, or the wrapped one
 * @param log what it was seen to do
 * @param pool what its pool was seen to do
 * @param observed the names of the events that the case looks at
 */
public record TestClient(MongoClient driver, MongoClient handle, EventLog log, PoolLog pool, Set<String> observed) {}
