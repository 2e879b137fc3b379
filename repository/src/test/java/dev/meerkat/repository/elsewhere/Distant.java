package dev.meerkat.repository.elsewhere;

/** A base class in another package than the repository's. */
public abstract class Distant extends Hidden {

    /** Reads. */
    protected abstract long secret();

    /** A protected method of its own. */
    protected String inherited() {
        return "inherited " + System.identityHashCode(this);
    }

    @Override
    long read() {
        return secret();
    }

    /** Has the name of one of Meerkat's own. */
    protected String db(String name) {
        return name + " of " + System.identityHashCode(this);
    }

    /** Calls a protected method of another. */
    public String dbOf(Distant other, String name) {
        return other.db(name);
    }

    /** Calls a protected method of another. */
    public long secretOf(Distant other) {
        return other.secret();
    }

    /** Calls a protected method of another that nobody overrides. */
    public String inheritedOf(Distant other) {
        return other.inherited();
    }
}
