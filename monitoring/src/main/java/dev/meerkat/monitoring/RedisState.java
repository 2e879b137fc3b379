package dev.meerkat.monitoring;

/** What has become of Redis. */
public enum RedisState {
    /** None was asked for. */
    NONE,
    /** It answers. */
    UP,
    /** It does not answer, and is left alone for a while: the breaker is open. */
    DOWN
}
