package dev.meerkat.proxy;

import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over a result that is all here: what the driver's is like once its only batch has come. Used by one thread.
 *
 * @param <R> the type of the results
 */
final class ListCursor<R> implements MongoCursor<R> {

    private final List<R> results;
    private final Backing<?> backing;
    private int position;
    private boolean closed;

    ListCursor(List<R> results, Backing<?> backing) {
        this.results = results;
        this.backing = backing;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean hasNext() {
        requireOpen("Cursor has been closed");
        return position < results.size();
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return results.get(position++);
    }

    @Override
    @SuppressWarnings("NullAway") // null says that there is no more, whatever R is
    public R tryNext() {
        return hasNext() ? next() : null;
    }

    @Override
    public int available() {
        return closed ? 0 : results.size() - position;
    }

    @Override
    public void remove() {
        throw new UnsupportedOperationException("Cursors do not support removal");
    }

    /** Null, as for every cursor that the server has nothing more for. */
    @Override
    public @Nullable ServerCursor getServerCursor() {
        requireOpen("Iterator has been closed");
        return null;
    }

    @Override
    public ServerAddress getServerAddress() {
        requireOpen("Iterator has been closed");
        return backing.server();
    }

    private void requireOpen(String messageOfTheDriver) {
        if (closed) {
            throw new IllegalStateException(messageOfTheDriver);
        }
    }
}
