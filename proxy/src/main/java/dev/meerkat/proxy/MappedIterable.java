package dev.meerkat.proxy;

import com.mongodb.Function;
import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Results with a function applied to each, at the time that each is asked for.
 *
 * @param <R> the type of the results
 * @param <U> what the function makes of them
 */
final class MappedIterable<R, U> implements MongoIterable<U> {

    private final MongoIterable<R> results;
    private final Function<R, U> mapper;

    MappedIterable(MongoIterable<R> results, Function<R, U> mapper) {
        this.results = results;
        this.mapper = mapper;
    }

    @Override
    public MongoCursor<U> iterator() {
        return cursor();
    }

    @Override
    public MongoCursor<U> cursor() {
        return new MappedCursor<>(results.cursor(), mapper);
    }

    @Override
    public @Nullable U first() {
        R first = results.first();
        return first == null ? null : mapper.apply(first);
    }

    @Override
    public void forEach(Consumer<? super U> action) {
        results.forEach(result -> action.accept(mapper.apply(result)));
    }

    @Override
    public <V> MongoIterable<V> map(Function<U, V> next) {
        return new MappedIterable<>(this, next);
    }

    @Override
    public <A extends Collection<? super U>> A into(A target) {
        forEach(target::add);
        return target;
    }

    @Override
    public MongoIterable<U> batchSize(int batchSize) {
        results.batchSize(batchSize);
        return this;
    }

    private record MappedCursor<R, U>(MongoCursor<R> cursor, Function<R, U> mapper) implements MongoCursor<U> {

        @Override
        public void close() {
            cursor.close();
        }

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public U next() {
            return mapper.apply(cursor.next());
        }

        @Override
        @SuppressWarnings("NullAway") // null says that there is none yet, whatever U is
        public U tryNext() {
            R result = cursor.tryNext();
            return result == null ? null : mapper.apply(result);
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
}
