package dev.meerkat.election;

import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.Checkpoint;
import org.jspecify.annotations.Nullable;

/** What the holder of the lease does with it. Thread-safe; no method blocks for long. */
public interface Leadership {

    /**
     * This process leads from now on.
     *
     * @param term the term of the lease
     * @param from where the log has come; null where it is empty
     */
    void begin(long term, @Nullable Checkpoint from);

    /** It leads no more. */
    void end();

    /** {@return how far it has come, or null where it found out that a later leader writes} */
    @Nullable
    Progress progress();
}
