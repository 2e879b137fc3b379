package dev.meerkat.cache.spi;

/** The events after the given place are not to be had any more: nothing is known of the time in between. */
public final class HistoryLostException extends PortException {

    private static final long serialVersionUID = 1;

    /**
     * With what the server said.
     *
     * @param message what the server said
     * @param cause the driver's exception
     */
    public HistoryLostException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * With what the server said.
     *
     * @param message what the server said
     */
    public HistoryLostException(String message) {
        super(message);
    }
}
