package dev.meerkat.examples.demo.member;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;

/**
 * How many commands each thread has sent to MongoDB. The driver tells its listeners on the thread that sends, so a thread
 * that compares the count before and after a read knows for sure whether MongoDB had a part in it.
 */
public final class CommandCount implements CommandListener {

    private final ThreadLocal<long[]> counts = ThreadLocal.withInitial(() -> new long[1]);

    @Override
    public void commandStarted(CommandStartedEvent event) {
        counts.get()[0]++;
    }

    /** Commands that the calling thread has sent so far. */
    public long ofThisThread() {
        return counts.get()[0];
    }
}
