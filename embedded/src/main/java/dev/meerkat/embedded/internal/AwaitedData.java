package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The getMores that wait for news. Nothing blocks: a waiting one is a note here and a timer on the event loop. A change
 * makes those due whose scope it belongs to, the others don't notice it; the due ones are tried again after the command.
 * A getMore whose connection is closed is forgotten.
 */
final class AwaitedData {

    /** What a getMore waits for. */
    interface Pending {
        long cursor();

        /** Where a change is news. */
        StreamScope scope();

        /** Gives the reply, null while there is still nothing, or throws a command's error. */
        @Nullable
        Document attempt();

        /** Gives the reply of an empty batch, or throws a command's error. */
        Document atDeadline();

        /** Nobody waits for a reply any more. */
        void abandon();
    }

    /** Thrown by a getMore that has nothing to give yet and may wait. */
    static final class NothingYet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Pending pending;
        private final transient long waitMillis;

        NothingYet(Pending pending, long waitMillis) {
            super("waits for news", null, false, false);
            this.pending = pending;
            this.waitMillis = waitMillis;
        }
    }

    private final class Waiter {
        private final Pending pending;
        private final Channel channel;
        private final Consumer<Document> reply;
        private final ChannelFutureListener whenClosed = closed -> abandon(this);
        private final ScheduledFuture<?> timer;

        Waiter(NothingYet what, Channel channel, Consumer<Document> reply) {
            this.pending = what.pending;
            this.channel = channel;
            this.reply = reply;
            this.timer = loop.schedule(() -> finish(this, pending::atDeadline), what.waitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private final EventExecutor loop;
    private final Map<Long, Waiter> byCursor = new HashMap<>();
    private final Map<StreamScope, Set<Waiter>> byScope = new HashMap<>();
    private List<Waiter> due = new ArrayList<>();

    AwaitedData(EventExecutor loop, ChangeLog log) {
        this.loop = loop;
        log.onAppend(this::news);
    }

    /** Waits with this; the reply goes over the channel. */
    void park(NothingYet what, Channel channel, Consumer<Document> reply) {
        Waiter waiter = new Waiter(what, channel, reply);
        byCursor.put(waiter.pending.cursor(), waiter);
        await(waiter);
        channel.closeFuture().addListener(waiter.whenClosed);
    }

    private void await(Waiter waiter) {
        byScope.computeIfAbsent(waiter.pending.scope(), scope -> new LinkedHashSet<>())
                .add(waiter);
    }

    private void news(StreamScope scope) {
        Set<Waiter> interested = byScope.remove(scope);
        if (interested != null) {
            due.addAll(interested);
        }
    }

    /** Tries the waiting getMores again that have news. */
    void wakeIfChanged() {
        if (due.isEmpty()) {
            return;
        }
        List<Waiter> woken = due;
        due = new ArrayList<>();
        for (Waiter waiter : woken) {
            if (!finish(waiter, waiter.pending::attempt)) {
                await(waiter);
            }
        }
    }

    /** Tries all waiting getMores again. */
    void wakeAll() {
        for (Waiter waiter : List.copyOf(byCursor.values())) {
            finish(waiter, waiter.pending::attempt);
        }
    }

    /** Whether a getMore waits for news of this cursor. */
    boolean isWaiting(long cursor) {
        return byCursor.containsKey(cursor);
    }

    /** Ends the waiting on a cursor that was killed. */
    void cursorKilled(long cursor) {
        Waiter waiter = byCursor.get(cursor);
        if (waiter != null) {
            finish(waiter, waiter.pending::attempt);
        }
    }

    /** As a real server does that notices the end of a connection: the getMore is interrupted, which ends its cursor. */
    private void abandon(Waiter waiter) {
        if (forget(waiter)) {
            waiter.pending.abandon();
        }
    }

    /** Replies with what there is; false if that is nothing, and the waiting goes on. */
    private boolean finish(Waiter waiter, Supplier<? extends @Nullable Document> source) {
        if (byCursor.get(waiter.pending.cursor()) != waiter) {
            return true;
        }
        Document reply;
        try {
            reply = source.get();
        } catch (RuntimeException e) {
            reply = CommandDispatcher.error(e, "getMore");
        }
        if (reply == null) {
            return false;
        }
        forget(waiter);
        waiter.reply.accept(reply);
        return true;
    }

    private boolean forget(Waiter waiter) {
        if (!byCursor.remove(waiter.pending.cursor(), waiter)) {
            return false;
        }
        waiter.timer.cancel(false);
        waiter.channel.closeFuture().removeListener(waiter.whenClosed);
        byScope.computeIfPresent(waiter.pending.scope(), (scope, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
        return true;
    }
}
