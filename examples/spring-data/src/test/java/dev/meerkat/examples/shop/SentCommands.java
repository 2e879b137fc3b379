package dev.meerkat.examples.shop;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All commands about the shop's database that the application's client has sent, by name. */
final class SentCommands implements CommandListener {

    private final List<String> names = new CopyOnWriteArrayList<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getDatabaseName().equals("shop")) {
            names.add(event.getCommandName());
        }
    }

    /** Since the last that was listened during. */
    List<String> names() {
        return List.copyOf(names);
    }

    List<String> during(Runnable action) {
        names.clear();
        action.run();
        return List.copyOf(names);
    }
}
