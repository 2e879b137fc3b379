package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The names of Meerkat's keys and of its channel in Redis. Immutable. */
final class RedisNames {

    private final String keyPrefix;
    private final byte[] value;
    private final String log;
    private final byte[] records;

    RedisNames(String keyPrefix, String epoch) {
        String start = keyPrefix + ":" + epoch + ":";
        this.keyPrefix = keyPrefix;
        this.value = (start + "v:").getBytes(UTF_8);
        this.log = start + "log";
        this.records = (start + "records").getBytes(UTF_8);
    }

    /** {@code <prefix>:<epoch>:v:<key>}: one cached value. */
    byte[] value(byte[] key) {
        byte[] name = Arrays.copyOf(value, value.length + key.length);
        System.arraycopy(key, 0, name, value.length, key.length);
        return name;
    }

    /** {@code <prefix>:<epoch>:log}: the stream. */
    String log() {
        return log;
    }

    /** {@code <prefix>:<epoch>:records}: the channel. */
    byte[] records() {
        return records.clone();
    }

    /** Matches all keys of the prefix, of whatever epoch. */
    String everyKey() {
        return keyPrefix + ":*";
    }
}
