package dev.meerkat.cache.spi;

/** The user lacks the privilege. It may be granted later. */
public final class NotAuthorizedException extends PortException {

    private static final long serialVersionUID = 1;

    /**
     * With what the server said.
     *
     * @param message what the server said
     * @param cause the driver's exception
     */
    public NotAuthorizedException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * With what the server said.
     *
     * @param message what the server said
     */
    public NotAuthorizedException(String message) {
        super(message);
    }
}
