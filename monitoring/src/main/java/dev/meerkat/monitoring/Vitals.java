package dev.meerkat.monitoring;

import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.ReadThroughCache;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a process. Every method answers at once, from memory, for any thread. Counts only ever rise, but may
 * begin anew at zero when the cache is switched off and on. Whoever puts a process together implements it.
 */
public interface Vitals {

    /** {@return the cache} */
    ReadThroughCache cache();

    /** {@return what was found of its hits} */
    AuditStatistics audit();

    /** {@return its gate} */
    Gate gate();

    /** {@return why nothing is to be cached, in words for people; null where caching is on} */
    @Nullable
    String off();

    /** {@return whether this process has a change stream open} */
    boolean watching();

    /** {@return whether it watches for itself although it shares a log with others, because that stands still} */
    boolean solo();

    /** {@return the term that this process leads, or 0} */
    long term();

    /** {@return how many change events this process has received from MongoDB} */
    long events();

    /** {@return how often events were lost on the way and a floor had to be raised} */
    long holes();

    /** {@return what has become of Redis} */
    RedisState redis();
}
