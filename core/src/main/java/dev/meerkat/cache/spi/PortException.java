package dev.meerkat.cache.spi;

/** The world below a port did not answer, or not as it should. Whether the call had an effect is unknown. */
public class PortException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * With what was tried.
     *
     * @param message what was tried
     */
    public PortException(String message) {
        super(message);
    }

    /**
     * With what was tried, and why it failed.
     *
     * @param message what was tried
     * @param cause why it failed
     */
    public PortException(String message, Throwable cause) {
        super(message, cause);
    }
}
