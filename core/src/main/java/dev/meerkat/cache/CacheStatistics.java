package dev.meerkat.cache;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts since the start. Immutable.
 *
 * @param reads results served, by where they came from
 * @param bypasses reads left to MongoDB, by reason
 * @param entries entries in the near tiers, about
 * @param bytes their weight in bytes, about
 * @param puts results put into a near tier
 * @param evictions entries that gave way to others
 * @param sharedPuts results handed to the shared tier, which may drop some
 * @param sharedWaits fills that waited for another process which loads the same
 * @param sharedWaitsInVain those of them that loaded it themselves in the end
 * @param sharedSpared fills that did not look into the shared tier, since that had hardly ever brought anything
 * @param invalidations invalidations applied, local writes' and the log's
 * @param invalidationsOfCached those of them that were, when applied, of something that a near tier held, an entry that had
 *     ended or had been invalidated before included; may be too high by some, since it is kept in a table of fixed size in
 *     which two things may share a place, and never too low
 */
public record CacheStatistics(
        Map<Outcome.Tier, Long> reads,
        Map<BypassReason, Long> bypasses,
        long entries,
        long bytes,
        long puts,
        long evictions,
        long sharedPuts,
        long sharedWaits,
        long sharedWaitsInVain,
        long sharedSpared,
        long invalidations,
        long invalidationsOfCached) {

    /**
     * Copies the counts.
     *
     * @param reads results served, by where they came from
     * @param bypasses reads left to MongoDB, by reason
     * @param entries entries in the near tiers, about
     * @param bytes their weight in bytes, about
     * @param puts results put into a near tier
     * @param evictions entries that gave way to others
     * @param sharedPuts results handed to the shared tier, which may drop some
     * @param invalidations invalidations applied, local writes' and the log's
     * @param invalidationsOfCached those of them that were, when applied, of something that a near tier held, an entry
     *     that had ended or had been invalidated before included; may be too high by some, since it is kept in a table
     *     of fixed size in which two things may share a place, and never too low
     * @param sharedWaits fills that waited for another process which loads the same
     * @param sharedWaitsInVain those of them that loaded it themselves in the end
     * @param sharedSpared fills that did not look into the shared tier, since that had hardly ever brought anything
     */
    public CacheStatistics {
        reads = copy(reads, Outcome.Tier.class);
        bypasses = copy(bypasses, BypassReason.class);
    }

    private static <K extends Enum<K>> Map<K, Long> copy(Map<K, Long> counts, Class<K> type) {
        EnumMap<K, Long> copy = new EnumMap<>(type);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Results from this tier.
     *
     * @param tier where results came from
     * @return how many results came from this tier
     */
    public long from(Outcome.Tier tier) {
        return reads.getOrDefault(tier, 0L);
    }

    /** {@return bypassed reads, for whatever reason} */
    public long bypassed() {
        return bypasses.values().stream().mapToLong(Long::longValue).sum();
    }
}
