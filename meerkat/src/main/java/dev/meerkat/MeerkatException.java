package dev.meerkat;

/** Meerkat can't be built, or an order given to it could not be carried out. The message says what to do next. */
public class MeerkatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * With what went wrong and what to do.
     *
     * @param message what went wrong, and what to do
     */
    public MeerkatException(String message) {
        super(message);
    }

    /**
     * With what went wrong and what to do, and the cause.
     *
     * @param message what went wrong, and what to do
     * @param cause why it did; null where it is not known
     */
    public MeerkatException(String message, Throwable cause) {
        super(message, cause);
    }
}
