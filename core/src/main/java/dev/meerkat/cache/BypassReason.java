package dev.meerkat.cache;

/** Why a read was answered by MongoDB without the cache having a part in it. */
public enum BypassReason {
    /** It is not known that all changes older than the bound have been seen. */
    GATE_SHUT("it is not known that all changes older than the bound have been seen"),
    /** It is not known that all changes older than the reader's own bound have been seen. */
    MAX_STALENESS("it is not known that all changes older than the caller's own bound have been seen"),
    /** The user may not watch the whole cluster, and a database read has no change stream of its own yet. */
    NOT_COVERED("the user may not watch the whole cluster, and a database has no change stream of its own yet"),
    /** The cache is switched off. */
    DISABLED("the cache is switched off"),
    /** The caller asked for it: {@code noCache()}. */
    NO_CACHE("the caller asked for no cache"),
    /** The caller handed in a session. */
    SESSION("the caller's session has a past of its own"),
    /** The operation's result is never cached. */
    OPERATION("this operation is never cached"),
    /** The query has a stage or operator whose result depends on more than the documents it names. */
    QUERY("the result depends on more than the documents, or the query can't be rendered"),
    /** Linearizable or snapshot read concern. */
    READ_CONCERN("the read concern is linearizable or snapshot"),
    /** A hint names an index, and index changes are not watched. */
    HINT("a hint, min or max names an index, and indexes are not watched"),
    /** A tailable cursor never ends. */
    TAILABLE("a tailable cursor never ends"),
    /** A namespace read is a view, capped, a time series, a system collection, or not known to be a plain collection. */
    NAMESPACE("a namespace is not known to be a plain collection"),
    /** The settings take a namespace read out of the cache. */
    COLLECTION_OFF("the settings take a collection out of the cache"),
    /** The client decrypts fields: what is above it is plain text, which must not lie in a cache. */
    ENCRYPTED("the client decrypts fields, and plain text must not lie in a cache"),
    /** The result is larger than the limit: it is streamed. */
    OVERSIZE("the result is larger than the limit"),
    /** The majority snapshot could not be had in time. */
    FILL_FAILED("the majority snapshot could not be had in time"),
    /** Another caller's read of the same thing was waited for in vain. */
    FLIGHT_FAILED("another caller's read of the same thing was waited for in vain"),
    /** The cached bytes could not be decoded. */
    DECODING("the cached bytes could not be decoded");

    private final String text;

    BypassReason(String text) {
        this.text = text;
    }

    /** Why such a reader is not served while the gate is shut for it. */
    static BypassReason ofShutGate(Freshness wanted) {
        return wanted.maxStaleness() == null ? GATE_SHUT : MAX_STALENESS;
    }

    /** {@return the reason, in words for people} */
    public String text() {
        return text;
    }
}
