package dev.meerkat.proxy;

/** How to tell from a write's arguments and result what it may have changed. */
enum WriteKind {
    /** One document, the first argument. */
    INSERT_ONE,
    /** A list of documents, the first argument. */
    INSERT_MANY,
    /** Whatever matches a filter, the first argument. */
    BY_FILTER,
    /** A list of write models, the first argument. */
    BULK,
    /** The handle's collection or database itself. */
    DROP,
    /** The collection itself and the one of the name that is the first argument. */
    RENAME,
    /** The collection that a pipeline's last stage names. */
    OUT,
    /** The collection or view of the name that is the first argument. */
    CREATE,
    /** Whatever the command does that is the first argument, if it changes anything. */
    COMMAND,
    /** A list of write models that name their namespaces, the first argument. */
    NAMESPACED_BULK
}
