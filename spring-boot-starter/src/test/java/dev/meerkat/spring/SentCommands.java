package dev.meerkat.spring;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The reads that a client has sent to MongoDB, by the command's name, but for those of Meerkat's own documents. */
final class SentCommands implements CommandListener {

    private static final Set<String> READS = Set.of("find", "aggregate", "count", "distinct");

    private final List<String> names = new CopyOnWriteArrayList<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (READS.contains(event.getCommandName())
                && event.getDatabaseName().equals("shop")
                && !event.getCommand().toString().contains("$changeStream")) {
            names.add(event.getCommandName());
        }
    }

    List<String> during(Runnable action) {
        names.clear();
        action.run();
        return List.copyOf(names);
    }
}
