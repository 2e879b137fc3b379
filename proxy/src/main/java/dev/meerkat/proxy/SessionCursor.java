package dev.meerkat.proxy;

import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import org.jspecify.annotations.Nullable;

/**
 * The driver's cursor with a session that ends when it is closed.
 *
 * @param cursor the driver's
 * @param session Meerkat's own
 * @param past takes note of what is read; null where nobody wants to know
 * @param <R> the type of the results
 */
record SessionCursor<R>(
        MongoCursor<R> cursor,
        ClientSession session,
        @Nullable CausalPast past) implements MongoCursor<R> {

    @Override
    public void close() {
        try {
            cursor.close();
        } finally {
            session.close();
        }
    }

    @Override
    public boolean hasNext() {
        boolean there = cursor.hasNext();
        note();
        return there;
    }

    @Override
    public R next() {
        R next = cursor.next();
        note();
        return next;
    }

    @Override
    @SuppressWarnings("NullAway") // null says that there is none yet, whatever R is
    public R tryNext() {
        R next = cursor.tryNext();
        note();
        return next;
    }

    /** Every batch has a time of its own. */
    private void note() {
        if (past != null) {
            past.advance(Sessions.operationTime(session, ClusterTime.NONE));
        }
    }

    @Override
    public int available() {
        return cursor.available();
    }

    @Override
    public void remove() {
        cursor.remove();
    }

    @Override
    public @Nullable ServerCursor getServerCursor() {
        return cursor.getServerCursor();
    }

    @Override
    public ServerAddress getServerAddress() {
        return cursor.getServerAddress();
    }
}
