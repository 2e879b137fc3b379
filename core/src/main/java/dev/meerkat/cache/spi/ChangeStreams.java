package dev.meerkat.cache.spi;

import java.time.Duration;

/** The change streams of a cluster, whether or not the user may open them. Thread-safe. */
public interface ChangeStreams {

    /**
     * {@return the one of the whole cluster} Without the privilege it throws {@link NotAuthorizedException} when it is
     * opened or read.
     */
    EventSource ofCluster();

    /**
     * {@return the one of a database, which need not exist} An event {@code invalidate} ends it, behind whose token it
     * can be opened again. It throws {@link NotAuthorizedException} as the cluster's does.
     *
     * @param name the database's name
     * @param maxAwait for how long an empty batch is held back
     */
    EventSource ofDatabase(String name, Duration maxAwait);
}
