package dev.meerkat.faults;

/** The command line can't be understood; the message says what to do. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
