package dev.meerkat.proxy;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/** The commands that a client sends, in order, without those that belong to sessions only. Thread-safe. */
final class Commands implements CommandListener {

    private static final Set<String> HOUSEKEEPING = Set.of("endSessions", "killCursors");

    private final List<BsonDocument> sent = new CopyOnWriteArrayList<>();

    /** Told of each command before it is sent, in the thread that sends it. */
    volatile Consumer<String> beforeSending = name -> {};

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (!HOUSEKEEPING.contains(event.getCommandName())) {
            sent.add(BsonDocument.parse(event.getCommand().toJson()));
            beforeSending.accept(event.getCommandName());
        }
    }

    List<BsonDocument> sent() {
        return List.copyOf(sent);
    }

    List<String> names() {
        return sent.stream().map(BsonDocument::getFirstKey).toList();
    }

    void clear() {
        sent.clear();
    }
}
