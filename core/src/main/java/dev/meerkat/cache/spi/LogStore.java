package dev.meerkat.cache.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the log of invalidations is kept, and the channel on which each record is broadcast. It may lose any of it.
 * Thread-safe.
 */
public interface LogStore {

    /**
     * Appends a record.
     *
     * @param id the record's place in the log
     * @param record its bytes
     * @throws LogRefusedException where {@code id} is not above the top: the log has another writer, or this record
     *     already
     * @throws PortException where it can't be said whether the record was appended
     */
    void append(RecordId id, byte[] record) throws PortException;

    /**
     * Sends the record to all subscribers, this process's too. It may be lost, doubled or late.
     *
     * @param id the record's place in the log
     * @param record its bytes
     * @throws PortException where it can't be done, or can't be said to be done
     */
    void publish(RecordId id, byte[] record) throws PortException;

    /**
     * {@return the highest id ever appended that the store still knows of, or null}
     *
     * @throws PortException where it can't be done, or can't be said to be done
     */
    @Nullable
    RecordId top() throws PortException;

    /**
     * Reads on.
     *
     * @param after records above this id, in order; null: from the first one retained
     * @param limit at most so many
     * @return the records, in order; empty where there are none
     * @throws PortException where it can't be done, or can't be said to be done
     */
    List<StoredRecord> read(@Nullable RecordId after, int limit) throws PortException;

    /**
     * Delivers what is published from now on, one at a time, until the subscription is closed.
     *
     * @param subscriber gets the records, one at a time
     * @return to be closed to end it
     */
    Subscription subscribe(Subscriber subscriber);

    /**
     * A record as it is stored.
     *
     * @param id its place
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent")
    record StoredRecord(RecordId id, byte[] bytes) {}

    /** Receives the broadcast. */
    interface Subscriber {

        /**
         * A record was published.
         *
         * @param stored the record, with its id
         */
        void onRecord(StoredRecord stored);

        /** Records may have been lost: the connection was made anew. */
        void onGap();
    }

    /** Ends the delivery. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
