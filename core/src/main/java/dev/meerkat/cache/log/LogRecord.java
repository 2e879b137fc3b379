package dev.meerkat.cache.log;

import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of the log. Immutable.
 *
 * @param id its place
 * @param previous the record that it follows; null where the log began anew
 * @param previousWatermark W of the record that it follows: every event lost between the two has a time at or below it
 * @param watermark W: no event before this cluster time is still to come
 * @param reset nothing is known at or below this time, because events were lost; {@link dev.meerkat.cache.ClusterTime#NONE}
 *     where none were
 * @param coverage of which databases it is true: of all others it says nothing
 * @param invalidations what the events raised, in their order
 */
public record LogRecord(
        RecordId id,
        @Nullable RecordId previous,
        long previousWatermark,
        long watermark,
        long reset,
        Coverage coverage,
        List<Invalidation> invalidations) {

    /**
     * Copies the invalidations.
     *
     * @param id its place
     * @param previous the record that it follows; null where the log began anew
     * @param previousWatermark W of the record that it follows: every event lost between the two has a time at or below
     *     it
     * @param watermark W: no event before this cluster time is still to come
     * @param reset nothing is known at or below this time, because events were lost; {@link
     *     dev.meerkat.cache.ClusterTime#NONE} where none were
     * @param coverage of which databases it is true: of all others it says nothing
     * @param invalidations what the events raised, in their order
     */
    public LogRecord {
        invalidations = List.copyOf(invalidations);
    }

    /**
     * One that is true of all databases.
     *
     * @param id the record's place in the log
     * @param previous the record before it; null for the first one
     * @param previousWatermark the watermark of that one
     * @param watermark no event before it is still to come
     * @param reset nothing is known at or below this time; {@link dev.meerkat.cache.ClusterTime#NONE} for no reset
     * @param invalidations what changed
     */
    public LogRecord(
            RecordId id,
            @Nullable RecordId previous,
            long previousWatermark,
            long watermark,
            long reset,
            List<Invalidation> invalidations) {
        this(id, previous, previousWatermark, watermark, reset, Coverage.ALL, invalidations);
    }
}
