/**
 * The server behind {@link dev.meerkat.embedded.EmbeddedMongo}: wire protocol, commands, catalog and change log around
 * the storage and query engine of mongo-java-server. Everything but the socket set-up runs on one event loop thread.
 */
@NullMarked
package dev.meerkat.embedded.internal;

import org.jspecify.annotations.NullMarked;
