package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own read, as if there were no cache.
 *
 * @param <V> what it gives
 */
@FunctionalInterface
interface OwnRead<V extends @Nullable Object> {

    /**
     * Reads.
     *
     * @param session null for none; a cursor keeps it, as a {@link SessionCursor}
     */
    V in(@Nullable ClientSession session);
}
