package dev.meerkat;

/** What to do where a MongoDB can't be cached: a standalone server, or one where Meerkat can't keep its own documents. */
public enum Caching {

    /** {@link MeerkatBuilder#build} fails and says why. */
    REQUIRED,

    /** MongoDB answers everything, a warning and {@link Meerkat#health} say why, and {@link Meerkat#enable} tries again. */
    OFF_IF_UNAVAILABLE
}
