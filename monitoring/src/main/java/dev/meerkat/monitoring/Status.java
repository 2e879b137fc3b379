package dev.meerkat.monitoring;

/** A process's cache in one word. */
public enum Status {
    /** Results are served from the cache. */
    UP,
    /** Results are served from the cache, but something is missing: {@link Health#reason} says what. */
    DEGRADED,
    /** It is not yet known that all changes have been seen: MongoDB answers every read. */
    STARTING,
    /** It is no longer known that all changes have been seen: MongoDB answers every read until it is. */
    SHUT,
    /** Nothing is to be cached: MongoDB answers every read, as intended. */
    OFF
}
