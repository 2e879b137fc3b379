package dev.meerkat.embedded;

import dev.meerkat.embedded.internal.MongoNode;
import java.time.Duration;

/**
 * What a test can do to an embedded MongoDB. (What it can't do here it can by the command configureFailPoint: single
 * commands that fail, wait or lose their connection.) Safe for use by several threads.
 */
public final class MongoControl {

    private final MongoNode node;

    MongoControl(MongoNode node) {
        this.node = node;
    }

    /** Forgets the history of changes: a stream that resumes before now gets error 286, ChangeStreamHistoryLost. */
    public void trimHistory() {
        node.trimHistory();
    }

    /**
     * Closes all cursors, so that their next getMore gets error 43; returns how many there were.
     *
     * @return how many cursors there were
     */
    public int killCursors() {
        return node.killCursors();
    }

    /**
     * Closes all connections, in the middle of a command or not; returns how many there were.
     *
     * @return how many connections there were
     */
    public int dropConnections() {
        return node.dropConnections();
    }

    /**
     * Lets the server hang, as SIGSTOP does: connections stay open, new ones are taken by the operating system, nothing
     * is read, run or answered. The other methods here work meanwhile. Does nothing if it hangs.
     */
    public void pause() {
        node.pause();
    }

    /** Lets a server that hangs go on, with all that it was asked in the meantime. Does nothing if it doesn't hang. */
    public void resume() {
        node.resume();
    }

    /**
     * Lets change streams lag: they get no events, and their resume tokens don't move on, while reads and writes do. It
     * holds also for streams that are opened meanwhile. Does nothing if they lag.
     */
    public void pauseStreams() {
        node.setStreamsPaused(true);
    }

    /** Gives change streams what they missed. Does nothing if they don't lag. */
    public void resumeStreams() {
        node.setStreamsPaused(false);
    }

    /**
     * Refuses change streams of the whole cluster, open ones included, with error 13, Unauthorized, as to a user who
     * has roles on databases only; those of databases and collections are granted. Or grants them again.
     *
     * @param refused true to refuse them, false to grant them again
     */
    public void refuseClusterStreams(boolean refused) {
        node.setClusterStreamsRefused(refused);
    }

    /**
     * Moves the server's wall clock ahead, or back by a negative duration. These follow it: the seconds of cluster
     * times (from the next write on, and never back), {@code localTime} and other times in answers about the server,
     * {@code $$NOW} and {@code $currentDate}. These don't: how long a getMore waits, how long a fail point blocks, when
     * idle cursors, sessions and transactions end.
     *
     * @param by how far; negative for back
     */
    public void advanceClock(Duration by) {
        node.advanceClock(by);
    }
}
