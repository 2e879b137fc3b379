package dev.meerkat.faults.child;

/** A child has ended, can't start or doesn't answer. */
public final class ChildLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChildLostException(String message) {
        super(message);
    }
}
