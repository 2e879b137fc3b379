package dev.meerkat.redis;

/** Whether Redis is asked. */
public enum BreakerState {
    /** It is: it answers. */
    CLOSED,
    /** It is not: it did not answer some times in a row. */
    OPEN,
    /** One caller asks, or the next one will, to find out whether it answers again. */
    HALF_OPEN
}
