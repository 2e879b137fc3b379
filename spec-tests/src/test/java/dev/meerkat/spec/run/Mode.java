package dev.meerkat.spec.run;

/** How a case is run. */
public enum Mode {
    /** Through the driver. */
    PLAIN,
    /** Through what Meerkat wraps; the cache is empty at first. */
    COLD,
    /** Through what Meerkat wraps; each read is done twice. */
    HOT
}
