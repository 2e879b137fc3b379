package dev.meerkat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The commands that a client sends, by name; one of them can be held up before it is sent. */
final class SentCommands implements CommandListener {

    private final List<String> names = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final CountDownLatch waiting = new CountDownLatch(1);

    MongoClient clientOf(String uri) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .addCommandListener(this)
                .build());
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        names.add(event.getCommandName());
        CountDownLatch release = held.remove(event.getCommandName());
        if (release != null) {
            waiting.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    List<String> names() {
        return List.copyOf(names);
    }

    void clear() {
        names.clear();
    }

    /** The next command of this name waits until the result is called; see {@link #awaitHeld}. */
    Runnable hold(String name) {
        CountDownLatch release = new CountDownLatch(1);
        held.put(name, release);
        return release::countDown;
    }

    /** Waits until a command is held up. */
    void awaitHeld() throws InterruptedException {
        waiting.await();
    }
}
