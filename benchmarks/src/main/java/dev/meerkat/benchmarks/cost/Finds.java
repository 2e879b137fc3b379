package dev.meerkat.benchmarks.cost;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.concurrent.atomic.LongAdder;

/** Counts the queries that a client sends. Thread-safe. */
final class Finds implements CommandListener {

    private final LongAdder finds = new LongAdder();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("find") && !event.getDatabaseName().endsWith(Place.metadata(""))) {
            finds.increment();
        }
    }

    /** How many it has sent. */
    long count() {
        return finds.sum();
    }
}
