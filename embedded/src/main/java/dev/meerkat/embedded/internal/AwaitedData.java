package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The getMores that wait for news. Nothing blocks: a waiting one is a note here and a timer on the event loop; after
 * every command that wrote the change log, all are tried again.
 */
final class AwaitedData {

    /** Thrown by a getMore that has nothing to give yet and may wait. */
    static final class NothingYet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient long cursor;
        private final transient long waitMillis;
        private final transient Supplier<@Nullable Document> attempt;
        private final transient Supplier<Document> atDeadline;

        /**
         * @param attempt gives the reply, null while there is still nothing, or throws a command's error
         * @param atDeadline gives the reply of an empty batch
         */
        NothingYet(long cursor, long waitMillis, Supplier<@Nullable Document> attempt, Supplier<Document> atDeadline) {
            super("waits for news", null, false, false);
            this.cursor = cursor;
            this.waitMillis = waitMillis;
            this.attempt = attempt;
            this.atDeadline = atDeadline;
        }
    }

    private static final class Waiter {
        private final NothingYet what;
        private final Consumer<Document> reply;
        private @Nullable ScheduledFuture<?> timer;

        Waiter(NothingYet what, Consumer<Document> reply) {
            this.what = what;
            this.reply = reply;
        }
    }

    private final EventExecutor loop;
    private final ChangeLog log;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private long seen;

    AwaitedData(EventExecutor loop, ChangeLog log) {
        this.loop = loop;
        this.log = log;
    }

    void park(NothingYet what, Consumer<Document> reply) {
        Waiter waiter = new Waiter(what, reply);
        waiters.add(waiter);
        waiter.timer = loop.schedule(() -> finish(waiter, what.atDeadline), what.waitMillis, TimeUnit.MILLISECONDS);
    }

    /** Tries every waiting getMore again if the change log has grown. */
    void wakeIfChanged() {
        if (seen == log.next()) {
            return;
        }
        seen = log.next();
        for (Waiter waiter : List.copyOf(waiters)) {
            tryAgain(waiter);
        }
    }

    /** Ends the waiting on a cursor that was killed. */
    void cursorKilled(long cursor) {
        for (Waiter waiter : List.copyOf(waiters)) {
            if (waiter.what.cursor == cursor) {
                tryAgain(waiter);
            }
        }
    }

    private void tryAgain(Waiter waiter) {
        finish(waiter, waiter.what.attempt);
    }

    private void finish(Waiter waiter, Supplier<? extends @Nullable Document> source) {
        if (!waiters.contains(waiter)) {
            return;
        }
        Document reply;
        try {
            reply = source.get();
        } catch (RuntimeException e) {
            reply = CommandDispatcher.error(e, "getMore");
        }
        if (reply != null) {
            waiters.remove(waiter);
            if (waiter.timer != null) {
                waiter.timer.cancel(false);
            }
            waiter.reply.accept(reply);
        }
    }
}
