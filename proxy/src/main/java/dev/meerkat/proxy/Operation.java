package dev.meerkat.proxy;

import dev.meerkat.cache.BypassReason;

/** What one method of the driver's interfaces means to the cache. */
sealed interface Operation {

    /** Answered from the cache where that can't be told from MongoDB's answer. */
    record Read() implements Operation {}

    /**
     * Changes documents or a namespace; what, is told to the cache before the call returns.
     *
     * @param kind how to tell what it may have changed
     */
    record Write(WriteKind kind) implements Operation {}

    /** Has nothing to do with cached results: the driver's own. A collection that it hands out is wrapped alike. */
    record Pass() implements Operation {}

    /**
     * A read that is never cached: counted, and the driver's own.
     *
     * @param reason why
     */
    record Bypass(BypassReason reason) implements Operation {}

    /**
     * Sets an option of a read to come.
     *
     * @param role what the option has a say in
     */
    record Option(Role role) implements Operation {}

    /** What an option has a say in. */
    enum Role {
        /** The result: it is part of the key. */
        RESULT,
        /** How MongoDB gets to it: not part of the key, but sent with the read that fills the cache. */
        WAY,
        /** The caller's own read only: the read that fills the cache has its own deadline, batches and cursor. */
        CALLER
    }
}
