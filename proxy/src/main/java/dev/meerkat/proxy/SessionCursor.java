package dev.meerkat.proxy;

import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import org.jspecify.annotations.Nullable;

/**
 * The driver's cursor with a session that ends when it is closed.
 *
 * @param cursor the driver's
 * @param session Meerkat's own
 * @param <R> the type of the results
 */
record SessionCursor<R>(MongoCursor<R> cursor, ClientSession session) implements MongoCursor<R> {

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
        return cursor.hasNext();
    }

    @Override
    public R next() {
        return cursor.next();
    }

    @Override
    @SuppressWarnings("NullAway") // null says that there is none yet, whatever R is
    public R tryNext() {
        return cursor.tryNext();
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
