package dev.meerkat.faults.load;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionPoolListener;

/**
 * Whether MongoDB, or the way to it, has failed something that this thread asked for. The driver tells of commands and
 * connections in the thread that they are for. Only where no server was found is there no event, but an exception that says
 * so. Thread-safe: each thread has its own.
 */
public final class Trouble implements CommandListener, ConnectionPoolListener {

    private final ThreadLocal<Boolean> met = ThreadLocal.withInitial(() -> false);

    /** A new operation begins. */
    void begin() {
        met.set(false);
    }

    /** Whether MongoDB failed the operation that threw this. */
    boolean isCauseOf(Throwable thrown) {
        return met.get() || isOfTheWay(thrown);
    }

    private static boolean isOfTheWay(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoSocketException
                    || cause instanceof MongoTimeoutException
                    || cause instanceof MongoConnectionPoolClearedException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        met.set(true);
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (event.getResponse().containsKey("writeErrors")
                || event.getResponse().containsKey("writeConcernError")) {
            met.set(true);
        }
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        met.set(true);
    }
}
