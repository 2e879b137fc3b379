package dev.meerkat.simulation;

import dev.meerkat.simulation.Stage.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks after actors that wait for a latch of the product's own, which the stage knows nothing of: a reader that has joined
 * another's flight. Such a wait must hand the stage on, and its end must bring the actor back, both at moments that depend
 * on nothing but the history.
 *
 * <p>The beginning: whoever may be about to wait says so, and the warden's thread watches until the actor either lets time
 * pass or stands in the latch's queue. Nobody else runs meanwhile. The end: whenever the stage changes hands, those whose
 * latch has opened are awaited and queued for the stage.
 */
final class Warden implements Runnable {

    private record Waiting(Actor actor, AbstractQueuedSynchronizer latch) {}

    private final Stage stage;
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable Thread thread;
    private volatile @Nullable Actor suspect;
    private volatile boolean dismissed;

    Warden(Stage stage) {
        this.stage = stage;
    }

    /** The actor may be about to wait. */
    void suspect(Actor actor) {
        suspect = actor;
        if (thread == null) {
            thread = new Thread(this, "warden");
            thread.setDaemon(true);
            thread.start();
        }
        LockSupport.unpark(thread);
    }

    /** The actor runs on. */
    void clear(Actor actor) {
        if (suspect == actor) {
            suspect = null;
        }
    }

    void dismiss() {
        dismissed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!dismissed) {
            Actor actor = suspect;
            if (actor == null) {
                LockSupport.park(this);
            } else if (LockSupport.getBlocker(actor.thread()) instanceof AbstractQueuedSynchronizer latch
                    && latch.isQueued(actor.thread())) {
                suspect = null;
                actor.setAway(true);
                waiting.add(new Waiting(actor, latch));
                stage.handOn();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Queues those for the stage whose wait has ended. Called by whoever has the stage. */
    void bringBack() {
        if (!waiting.isEmpty()) {
            waiting.removeIf(one -> {
                if (!one.latch().toString().contains("State = 0")) {
                    return false;
                }
                while (one.actor().isAway()) {
                    Thread.onSpinWait();
                }
                stage.queue(one.actor());
                return true;
            });
        }
    }
}
