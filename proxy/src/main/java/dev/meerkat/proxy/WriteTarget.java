package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;

/**
 * What a write goes to. Immutable.
 *
 * @param context whose cache is told
 * @param client the session's
 * @param acknowledged whether MongoDB answers when it is done, and thus tells its time
 * @param whole all that it may change
 * @param name for the log
 */
record WriteTarget(ProxyContext context, MongoCluster client, boolean acknowledged, Effect whole, Object name) {}
