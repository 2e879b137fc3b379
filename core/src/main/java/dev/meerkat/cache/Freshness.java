package dev.meerkat.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a reader wants a result to be. Immutable.
 *
 * @param after the result must reflect everything up to this cluster time; {@link ClusterTime#NONE} where nothing is asked
 * @param maxStaleness the reader's own bound instead of the gate's, tighter or looser, not negative; null for the gate's
 */
public record Freshness(long after, @Nullable Duration maxStaleness) {

    /** As the gate says, and no more. */
    public static final Freshness USUAL = new Freshness(ClusterTime.NONE, null);
}
