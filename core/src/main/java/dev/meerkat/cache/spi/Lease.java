package dev.meerkat.cache.spi;

import org.jspecify.annotations.Nullable;

/**
 * The lease document: who leads. Immutable.
 *
 * @param holder the leader's id, or null where it was given back
 * @param term counts leaders
 * @param beat counts the leader's signs of life
 * @param patienceMillis the holder counts as gone when it shows no sign of life for so long
 * @param checkpoint how far the log has come, or null where no leader got anywhere yet
 */
public record Lease(
        @Nullable String holder,
        long term,
        long beat,
        long patienceMillis,
        @Nullable Checkpoint checkpoint) {}
