package dev.meerkat.cache.log;

import dev.meerkat.cache.spi.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * How far the writer of the log has come. Immutable.
 *
 * @param checkpoint what has been appended; null where nothing was yet
 * @param risenAtNanos when, by the process's ticker, a record with a higher watermark was last appended
 */
public record Progress(@Nullable Checkpoint checkpoint, long risenAtNanos) {}
