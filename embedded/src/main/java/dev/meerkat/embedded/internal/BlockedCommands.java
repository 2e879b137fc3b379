package dev.meerkat.embedded.internal;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands outside of transactions that would write what an open transaction has written. They wait for its end, in
 * the order in which they came, and are then run from their beginning.
 */
final class BlockedCommands {

    private static final class Blocked {
        private final Call call;
        private final BooleanSupplier attempt;
        private @Nullable Future<?> timer;

        Blocked(Call call, BooleanSupplier attempt) {
            this.call = call;
            this.attempt = attempt;
        }

        void end() {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    private final EventExecutor loop;
    private final List<Blocked> waiting = new ArrayList<>();

    BlockedCommands(EventExecutor loop) {
        this.loop = loop;
    }

    /**
     * Keeps a command until its time is up.
     *
     * @param attempt runs it; whether that could be done
     * @param giveUp answers it with an error
     */
    void add(Call call, BooleanSupplier attempt, Consumer<CommandException> giveUp) {
        Blocked blocked = new Blocked(call, attempt);
        waiting.add(blocked);
        long most = call.arguments().number("maxTimeMS", 0);
        if (most > 0) {
            blocked.timer = loop.schedule(
                    () -> {
                        if (waiting.remove(blocked)) {
                            giveUp.accept(CommandException.of(50, "MaxTimeMSExpired", "operation exceeded time limit"));
                        }
                    },
                    most,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Runs all again; those of clients that are gone are dropped. */
    void retry() {
        for (Blocked blocked : List.copyOf(waiting)) {
            boolean gone = !blocked.call.connection().channel().isActive();
            if (waiting.contains(blocked) && (gone || blocked.attempt.getAsBoolean())) {
                waiting.remove(blocked);
                blocked.end();
            }
        }
    }
}
