package dev.meerkat.examples.manual;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;

/** How many commands each thread has sent through a client. The driver tells its listeners on the thread that sends. */
final class CommandCount implements CommandListener {

    private final ThreadLocal<long[]> counts = ThreadLocal.withInitial(() -> new long[1]);

    @Override
    public void commandStarted(CommandStartedEvent event) {
        counts.get()[0]++;
    }

    long ofThisThread() {
        return counts.get()[0];
    }
}
