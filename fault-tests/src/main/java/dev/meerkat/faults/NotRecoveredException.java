package dev.meerkat.faults;

/** The cache did not recover from a fault. */
final class NotRecoveredException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotRecoveredException(String message) {
        super(message);
    }
}
