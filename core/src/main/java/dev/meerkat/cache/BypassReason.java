package dev.meerkat.cache;

/** Why a read was answered by MongoDB without the cache having a part in it. */
public enum BypassReason {
    /** It is not known that all changes older than the bound have been seen. */
    GATE_SHUT,
    /** The cache is switched off. */
    DISABLED,
    /** The caller asked for it: {@code noCache()}. */
    NO_CACHE,
    /** The caller handed in a session. */
    SESSION,
    /** The operation's result is never cached. */
    OPERATION,
    /** The query has a stage or operator whose result depends on more than the documents it names. */
    QUERY,
    /** Linearizable or snapshot read concern. */
    READ_CONCERN,
    /** A hint names an index, and index changes are not watched. */
    HINT,
    /** A tailable cursor never ends. */
    TAILABLE,
    /** A namespace read is a view, capped, a time series, a system collection, or not known to be a plain collection. */
    NAMESPACE,
    /** The settings take a namespace read out of the cache. */
    COLLECTION_OFF,
    /** The client decrypts fields: what is above it is plain text, which must not lie in a cache. */
    ENCRYPTED,
    /** The result is larger than the limit: it is streamed. */
    OVERSIZE,
    /** The majority snapshot could not be had in time. */
    FILL_FAILED,
    /** Another caller's read of the same thing was waited for in vain. */
    FLIGHT_FAILED,
    /** The cached bytes could not be decoded. */
    DECODING
}
