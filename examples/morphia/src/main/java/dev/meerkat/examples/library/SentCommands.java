package dev.meerkat.examples.library;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All commands about the library's database that the application's client has sent, by name. Thread-safe. */
final class SentCommands implements CommandListener {

    private final List<String> names = new CopyOnWriteArrayList<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getDatabaseName().equals("library")) {
            names.add(event.getCommandName());
        }
    }

    /** What is sent while the action runs, by whatever thread. */
    List<String> during(Runnable action) {
        names.clear();
        action.run();
        return List.copyOf(names);
    }
}
