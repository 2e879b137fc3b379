package dev.meerkat.simulation;

import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.LogRecordFormat;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import java.util.function.UnaryOperator;

/** Shows a process the log's records otherwise than they are: the way in which some mutants are made. */
@FunctionalInterface
interface RecordLens {

    StoredRecord through(StoredRecord record);

    static RecordLens clear() {
        return record -> record;
    }

    static RecordLens changing(UnaryOperator<LogRecord> change) {
        return stored -> {
            try {
                LogRecord record = LogRecordFormat.decode(stored.bytes());
                return new StoredRecord(stored.id(), LogRecordFormat.encode(change.apply(record)));
            } catch (PortException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
