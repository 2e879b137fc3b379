package dev.meerkat.proxy;

import com.mongodb.Function;
import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An iterable's results, each mapped when it is read. Used by one thread at a time. */
final class MappedIterable<S, R> implements MongoIterable<R> {

    private final MongoIterable<S> source;
    private final Function<? super S, R> mapper;

    MappedIterable(MongoIterable<S> source, Function<? super S, R> mapper) {
        this.source = source;
        this.mapper = mapper;
    }

    @Override
    public MongoCursor<R> iterator() {
        return cursor();
    }

    @Override
    public MongoCursor<R> cursor() {
        return new MappedCursor<>(source.cursor(), mapper);
    }

    @Override
    public @Nullable R first() {
        S first = source.first();
        return first == null ? null : mapper.apply(first);
    }

    @Override
    public <U> MongoIterable<U> map(Function<R, U> next) {
        return new MappedIterable<>(this, next);
    }

    @Override
    public <A extends Collection<? super R>> A into(A target) {
        forEach(target::add);
        return target;
    }

    @Override
    public MongoIterable<R> batchSize(int batchSize) {
        source.batchSize(batchSize);
        return this;
    }

    private record MappedCursor<S, R>(MongoCursor<S> source, Function<? super S, R> mapper) implements MongoCursor<R> {

        @Override
        public void close() {
            source.close();
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public R next() {
            return mapper.apply(source.next());
        }

        @Override
        public @Nullable R tryNext() {
            S next = source.tryNext();
            return next == null ? null : mapper.apply(next);
        }

        @Override
        public int available() {
            return source.available();
        }

        @Override
        public @Nullable ServerCursor getServerCursor() {
            return source.getServerCursor();
        }

        @Override
        public ServerAddress getServerAddress() {
            return source.getServerAddress();
        }
    }
}
