package dev.meerkat.proxy;

import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A cursor over a cached result: no cursor is open on any server. Used by one thread. */
final class ListCursor<R> implements MongoCursor<R> {

    private final Iterator<@Nullable R> results;
    private final @Nullable ServerAddress server;
    private int left;
    private boolean closed;

    ListCursor(List<@Nullable R> results, @Nullable ServerAddress server) {
        this.results = results.iterator();
        this.left = results.size();
        this.server = server;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean hasNext() {
        requireOpen();
        return results.hasNext();
    }

    @Override
    @SuppressWarnings("NullAway") // a distinct value may be null, as the driver's own cursor gives it
    public R next() {
        requireOpen();
        if (!results.hasNext()) {
            throw new NoSuchElementException();
        }
        left--;
        return results.next();
    }

    @Override
    public @Nullable R tryNext() {
        return hasNext() ? next() : null;
    }

    @Override
    public int available() {
        return left;
    }

    @Override
    public @Nullable ServerCursor getServerCursor() {
        return null;
    }

    @Override
    public ServerAddress getServerAddress() {
        return server == null ? new ServerAddress() : server;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Cursor has been closed");
        }
    }
}
