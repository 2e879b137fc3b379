package dev.meerkat.spring;

/** Thrown where Meerkat's settings can't be followed. */
final class BadSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadSettingsException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
