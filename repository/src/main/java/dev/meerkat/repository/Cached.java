package dev.meerkat.repository;

import java.time.Duration;

/**
 * What a repository's interface or class extends whose callers choose per call: {@code users.noCache().findById(id)}.
 *
 * <p>Wrapped repositories implement the methods; in others they throw. What they return is of the repository's own type, works
 * on the same wrapped repository, and is cheap to make.
 *
 * @param <S> the repository's own type
 */
public interface Cached<S> {

    /** {@return the same repository, whose reads go straight to MongoDB} */
    default S noCache() {
        throw notWrapped(this);
    }

    /**
     * {@return the same repository with another lifetime}
     *
     * @param ttl how long a result fetched through it is kept at most; at least a millisecond
     */
    default S cacheTtl(Duration ttl) {
        throw notWrapped(this);
    }

    /**
     * {@return the same repository with another bound: what may miss a change that is older is not served}
     *
     * @param bound tighter or looser than the builder's; not negative
     */
    default S maxStale(Duration bound) {
        throw notWrapped(this);
    }

    /**
     * {@return the same repository on another database: its reads and its writes}
     *
     * @param name a database's name
     * @throws IllegalArgumentException where it is none
     */
    default S db(String name) {
        throw notWrapped(this);
    }

    private static IllegalStateException notWrapped(Object repository) {
        return new IllegalStateException(repository.getClass().getName()
                + " is not wrapped: options have no effect on it. Use what wrap(repository) returns.");
    }
}
