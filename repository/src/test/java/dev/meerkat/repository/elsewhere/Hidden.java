package dev.meerkat.repository.elsewhere;

/** A class that can't be seen, with a method that can. */
abstract class Hidden {

    /** Calls what a subclass says. */
    public long visible() {
        return read();
    }

    abstract long read();
}
