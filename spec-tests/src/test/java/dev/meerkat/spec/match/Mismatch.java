package dev.meerkat.spec.match;

/** What came is not what the case expects. */
public final class Mismatch extends AssertionError {

    private static final long serialVersionUID = 1;

    public Mismatch(String message) {
        super(message);
    }
}
