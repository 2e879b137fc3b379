package dev.meerkat.cache.spi;

/** The log has a record at or above this id already. */
public final class LogRefusedException extends PortException {

    private static final long serialVersionUID = 1;

    /**
     * With the id that was refused.
     *
     * @param id the id that was refused
     * @param cause the store's exception
     */
    public LogRefusedException(RecordId id, Throwable cause) {
        super("the log refused record " + id + ": its top is not below it", cause);
    }

    /**
     * With the id that was refused.
     *
     * @param id the id that was refused
     */
    public LogRefusedException(RecordId id) {
        super("the log refused record " + id + ": its top is not below it");
    }
}
