package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cursor over a capped collection that stays open for what is inserted later. */
final class TailableCursor implements Cursors.Source {

    private static final int FIRST_BATCH = 101;

    private final EmbeddedCollection collection;
    private final Document filter;
    private final boolean awaitData;
    private int position = -1;

    private TailableCursor(EmbeddedCollection collection, Document filter, boolean awaitData) {
        this.collection = collection;
        this.filter = filter;
        this.awaitData = awaitData;
    }

    static Document open(
            @Nullable EmbeddedCollection collection,
            Namespace namespace,
            Arguments find,
            Cursors cursors,
            @Nullable UUID session) {
        if (collection == null) {
            return Command.cursor("firstBatch", List.of(), 0, namespace.toString());
        }
        if (!collection.settings().isCapped()) {
            throw CommandException.badValue(
                    "error processing query: tailable cursor requested on non capped collection " + namespace);
        }
        TailableCursor cursor = new TailableCursor(collection, find.document("filter"), find.flag("awaitData", false));
        int batchSize = find.integer("batchSize", FIRST_BATCH);
        List<Document> batch = cursor.next(batchSize);
        return Command.cursor("firstBatch", batch, cursors.add(cursor, session), namespace.toString());
    }

    private List<Document> next(int most) {
        List<Document> batch = new ArrayList<>();
        for (Map.Entry<Integer, Document> entry : collection.after(position).entrySet()) {
            if (batch.size() == most) {
                break;
            }
            position = entry.getKey();
            if (collection.matches(entry.getValue(), filter)) {
                batch.add(entry.getValue());
            }
        }
        return batch;
    }

    @Override
    public String namespace() {
        return collection.getFullName();
    }

    @Override
    public @Nullable Document next(long id, Arguments getMore) {
        int batchSize = getMore.integer("batchSize", 0);
        List<Document> batch = next(batchSize <= 0 ? Integer.MAX_VALUE : batchSize);
        return batch.isEmpty() ? null : Command.cursor("nextBatch", batch, id, namespace());
    }

    @Override
    public @Nullable StreamScope awaits() {
        return awaitData ? StreamScope.of(collection.namespace()) : null;
    }

    @Override
    public boolean exhausted() {
        return false;
    }
}
