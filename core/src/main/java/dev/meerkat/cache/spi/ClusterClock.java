package dev.meerkat.cache.spi;

import java.time.Duration;

/** Tells the cluster's time, surely from its one true primary. Thread-safe. */
public interface ClusterClock {

    /**
     * {@return the operation time of a linearizable read that began after this call} Whatever was majority-acknowledged
     * before the call has a cluster time at or below it.
     *
     * @param deadline the read fails when it takes longer
     * @throws PortException where no primary confirmed itself in time
     */
    long note(Duration deadline) throws PortException;
}
