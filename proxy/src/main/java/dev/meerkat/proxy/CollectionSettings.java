package dev.meerkat.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one collection is cached. Immutable.
 *
 * @param off whether nothing of it is cached
 * @param ttl how long a result is kept at most, where no caller says; null: as by default
 * @param resultBytes a result of more bytes of BSON is streamed to its caller and not cached; 0: as by default
 * @param nearBytes how many bytes a near tier of its own may weigh; 0: it shares the common one
 */
public record CollectionSettings(boolean off, @Nullable Duration ttl, int resultBytes, long nearBytes) {

    /** As all. */
    public static final CollectionSettings DEFAULT = new CollectionSettings(false, null, 0, 0);

    /**
     * Checks the values.
     *
     * @param off whether nothing of it is cached
     * @param ttl how long a result is kept at most, where no caller says; null: as by default
     * @param resultBytes a result of more bytes of BSON is streamed to its caller and not cached; 0: as by default
     * @param nearBytes how many bytes a near tier of its own may weigh; 0: it shares the common one
     * @throws IllegalArgumentException naming the first bad one
     */
    public CollectionSettings {
        if (ttl != null) {
            ReadPolicy.requireMillis(ttl, "ttl");
        }
        if (resultBytes < 0 || nearBytes < 0) {
            throw new IllegalArgumentException("a collection's limits must not be negative");
        }
    }
}
