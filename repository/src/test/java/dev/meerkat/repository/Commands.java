package dev.meerkat.repository;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;

/** The commands that a client sends, in order, without those that belong to sessions only. Thread-safe. */
final class Commands implements CommandListener {

    private static final Set<String> HOUSEKEEPING = Set.of("endSessions", "killCursors");

    private final List<BsonDocument> sent = new CopyOnWriteArrayList<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (!HOUSEKEEPING.contains(event.getCommandName())) {
            sent.add(BsonDocument.parse(event.getCommand().toJson()));
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
