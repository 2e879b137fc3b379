package dev.meerkat.cache;

/** Is told of each result that the {@link Audit} found to be stale. Thread-safe; quick; must not throw. */
@FunctionalInterface
public interface AuditListener {

    /**
     * A served result was stale, within the bound or past it.
     *
     * @param ageNanos how long before it was served the first change was acknowledged that it misses: at most, in nanoseconds
     */
    void stale(long ageNanos);
}
