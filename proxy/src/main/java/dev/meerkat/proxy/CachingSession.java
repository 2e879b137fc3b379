package dev.meerkat.proxy;

import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.TransactionBody;
import java.lang.invoke.MethodHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session of a wrapped client. What is written through wrapped handles in its transaction is told to the cache when the
 * transaction commits, before that returns; nothing is where it aborts. What is not here is generated from the
 * {@link OperationTable}. Used by one thread at a time, as the driver's.
 */
abstract class CachingSession implements ClientSession {

    private static final MethodHandle NEW =
            Generated.constructor(CachingSession.class, ClientSession.class, ClientSession.class);

    private final ClientSession delegate;
    private final UncommittedWrites uncommitted = new UncommittedWrites();

    CachingSession(ClientSession delegate) {
        this.delegate = delegate;
    }

    static ClientSession create(ClientSession delegate) {
        try {
            return (CachingSession) (Object) NEW.invokeExact(delegate);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
    }

    /** The driver's. */
    final ClientSession target() {
        return delegate;
    }

    /** What generated methods do that don't just pass: those of a newer driver. */
    final @Nullable Object call(Invocation invocation, @Nullable Object[] arguments) {
        return invocation.method().call(delegate, arguments);
    }

    /** A write in the transaction was answered, or failed. */
    final void wrote(WriteTarget target, Effect effect) {
        uncommitted.add(target, effect);
    }

    @Override
    public void startTransaction() {
        delegate.startTransaction();
        uncommitted.clear();
    }

    @Override
    public void startTransaction(TransactionOptions transactionOptions) {
        delegate.startTransaction(transactionOptions);
        uncommitted.clear();
    }

    /** A commit that failed may have been done all the same; and it may be tried again. */
    @Override
    public void commitTransaction() {
        try {
            delegate.commitTransaction();
        } finally {
            uncommitted.raise(delegate);
        }
    }

    @Override
    public void abortTransaction() {
        delegate.abortTransaction();
        uncommitted.clear();
    }

    @Override
    public <T> T withTransaction(TransactionBody<T> transactionBody) {
        return withTransaction(transactionBody, delegate::withTransaction);
    }

    @Override
    public <T> T withTransaction(TransactionBody<T> transactionBody, TransactionOptions options) {
        return withTransaction(transactionBody, body -> delegate.withTransaction(body, options));
    }

    /** The driver begins, ends and repeats the transaction by itself: it commits only where the body has returned. */
    private <T> T withTransaction(TransactionBody<T> body, Function<TransactionBody<T>, T> run) {
        boolean[] returned = {false};
        try {
            return run.apply(() -> {
                returned[0] = false;
                uncommitted.clear();
                T result = body.execute();
                returned[0] = true;
                return result;
            });
        } finally {
            if (returned[0]) {
                uncommitted.raise(delegate);
            }
        }
    }

    @Override
    public String toString() {
        return "CachingSession[" + delegate + "]";
    }
}
