package dev.meerkat;

import java.time.Duration;

/** Collects the settings of one collection; what isn't set is as for all. Not thread-safe. */
public final class CollectionBuilder {

    private final SettingValues values;

    CollectionBuilder(SettingValues values) {
        this.values = values;
    }

    /**
     * How long a result is kept at most, where no caller says; at least a millisecond.
     *
     * @param ttl a millisecond at least
     * @return this builder
     */
    public CollectionBuilder ttl(Duration ttl) {
        values.put(Settings.TTL, ttl);
        return this;
    }

    /**
     * A result with more bytes of BSON than this is streamed and not cached.
     *
     * @param bytes the largest result's size as BSON
     * @return this builder
     */
    public CollectionBuilder maxResultBytes(int bytes) {
        values.put(Settings.COLLECTION_RESULT_BYTES, bytes);
        return this;
    }

    /**
     * Gives the collection a near tier of its own, which may weigh this many bytes.
     *
     * @param bytes what the near tier may weigh
     * @return this builder
     */
    public CollectionBuilder nearCacheBytes(long bytes) {
        values.put(Settings.COLLECTION_NEAR_BYTES, bytes);
        return this;
    }

    /**
     * Nothing of the collection is cached.
     *
     * @return this builder
     */
    public CollectionBuilder off() {
        return off(true);
    }

    /**
     * Whether nothing of the collection is cached.
     *
     * @param off true for not cached at all
     * @return this builder
     */
    public CollectionBuilder off(boolean off) {
        values.put(Settings.OFF, off);
        return this;
    }
}
