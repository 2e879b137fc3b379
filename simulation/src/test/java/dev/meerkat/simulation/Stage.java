package dev.meerkat.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time, and the actors that live in it. Each actor is a thread, and exactly one runs at a time: whoever lets time
 * {@link #pass} hands the stage to the actor whose time comes first. Since nothing else decides who runs, a history is a
 * function of the durations, which the seed chooses.
 *
 * <p>The thread that makes a stage is its first actor. State of the simulated world needs no locks.
 */
final class Stage implements AutoCloseable {

    private static final Comparator<Actor> SOONEST =
            Comparator.<Actor>comparingLong(actor -> actor.at).thenComparingLong(actor -> actor.order);

    private final PriorityQueue<Actor> waiting = new PriorityQueue<>(SOONEST);
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Warden warden = new Warden(this);
    private final Actor first;
    private volatile long now;
    private long orders;
    private long switches;
    private Actor running;
    private boolean closing;
    private @Nullable Throwable failure;

    /** One thread of the story. */
    static final class Actor {
        private final Place place;
        private final @Nullable Runnable body;
        private @Nullable Thread thread;
        private long at;
        private long order;
        private volatile boolean mayRun;
        private volatile boolean away;
        private @Nullable Runnable atClock;

        private Actor(Place place, @Nullable Runnable body, @Nullable Thread thread) {
            this.place = place;
            this.body = body;
            this.thread = thread;
        }

        @Nullable
        Thread thread() {
            return thread;
        }

        boolean isAway() {
            return away;
        }

        /** What happens when this actor reads its place's clock: to be set only where it holds no lock. */
        void setAtClock(@Nullable Runnable what) {
            atClock = what;
        }

        void setAway(boolean away) {
            this.away = away;
        }
    }

    Stage(Chance chance) {
        first = new Actor(new Place("world", this, chance), null, Thread.currentThread());
        running = first;
    }

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    /** How often the stage changed hands. */
    long switches() {
        return switches;
    }

    Place world() {
        return first.place;
    }

    Actor running() {
        return running;
    }

    /** Begins a new actor after a while. */
    void spawn(Place place, long afterNanos, Runnable body) {
        if (!closing && !place.isDead()) {
            enqueue(new Actor(place, body, null), now + Math.max(0, afterNanos));
        }
    }

    /** Lets the running actor wait; others come to act. */
    void pass(long nanos) {
        Actor me = running;
        warden.clear(me);
        checkAlive(me);
        warden.bringBack();
        enqueue(me, now + Math.max(0, nanos));
        handOn(me);
        checkAlive(me);
    }

    /** The running actor reads a clock. */
    void clockIsRead() {
        Runnable what = running.atClock;
        if (what != null && Thread.currentThread().equals(running.thread)) {
            what.run();
        }
    }

    /** The running actor may be about to wait for another one by a latch. */
    void mayWait() {
        warden.suspect(running);
    }

    /** Called after whatever {@link #mayWait} spoke of, by the actor that was running before. */
    void comeBack(Actor me) {
        warden.clear(me);
        if (me.isAway()) {
            me.setAway(false);
            await(me);
            checkAlive(me);
        }
    }

    /** The actor has stopped without letting time pass. */
    void handOn() {
        Actor next = next();
        running = next;
        switches++;
        letRun(next);
    }

    /** The actor waits for the stage. */
    void queue(Actor actor) {
        enqueue(actor, now);
    }

    /** Lets an actor that waits until later wait until then only. */
    void hasten(Actor actor, long at) {
        if (actor.at > at && waiting.remove(actor)) {
            enqueue(actor, Math.max(at, now));
        }
    }

    /** Lets all of a dead place's actors find out at once. */
    void rouse(Place place) {
        for (Actor actor :
                waiting.stream().filter(actor -> actor.place == place).toList()) {
            hasten(actor, now);
        }
    }

    private void checkAlive(Actor me) {
        if (me.place.isDead() || closing) {
            throw new Killed();
        }
        if (me == first && failure != null) {
            throw new AssertionError("an actor failed", failure);
        }
    }

    private void enqueue(Actor actor, long at) {
        actor.at = at;
        actor.order = orders++;
        waiting.add(actor);
    }

    private Actor next() {
        while (true) {
            Actor actor = waiting.remove();
            now = Math.max(now, actor.at);
            long until = actor.place.pausedUntil();
            if (until <= now || actor.place.isDead() || closing) {
                return actor;
            }
            enqueue(actor, until);
        }
    }

    private void handOn(Actor me) {
        Actor next = next();
        running = next;
        if (next != me) {
            switches++;
            letRun(next);
            await(me);
        }
    }

    private void letRun(Actor actor) {
        if (actor.thread == null) {
            Worker worker = idle.isEmpty() ? new Worker() : idle.pop();
            worker.take(actor);
        }
        actor.mayRun = true;
        LockSupport.unpark(actor.thread);
    }

    private static void await(Actor me) {
        while (!me.mayRun) {
            LockSupport.park(me);
        }
        me.mayRun = false;
    }

    /** Lets every actor end. */
    @Override
    public void close() {
        closing = true;
        for (Actor actor : List.copyOf(waiting)) {
            hasten(actor, now);
        }
        enqueue(first, Long.MAX_VALUE);
        handOn(first);
        workers.forEach(Worker::dismiss);
        warden.dismiss();
    }

    /** A thread that plays one actor after the other. */
    private final class Worker implements Runnable {

        private final Thread thread = new Thread(this, "actor-" + workers.size());
        private volatile @Nullable Actor actor;
        private volatile boolean dismissed;

        Worker() {
            workers.add(this);
            thread.setDaemon(true);
            thread.start();
        }

        void take(Actor next) {
            next.thread = thread;
            actor = next;
        }

        void dismiss() {
            dismissed = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            while (true) {
                Actor mine = actor;
                if (mine != null && mine.mayRun) {
                    mine.mayRun = false;
                    play(mine);
                } else if (dismissed) {
                    return;
                } else {
                    LockSupport.park(this);
                }
            }
        }

        private void play(Actor mine) {
            try {
                if (mine.body != null && !closing && !mine.place.isDead()) {
                    mine.body.run();
                }
            } catch (Killed end) {
                // as intended
            } catch (Throwable e) {
                failure = failure == null ? e : failure;
            }
            actor = null;
            warden.clear(mine);
            warden.bringBack();
            idle.push(this);
            Actor next = next();
            running = next;
            switches++;
            letRun(next);
        }
    }
}
