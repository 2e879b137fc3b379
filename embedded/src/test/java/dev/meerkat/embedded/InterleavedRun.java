package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.embedded.SnapshotModel.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * Three sessions' transactions and writes outside of any, interleaved at random. What they read, whether they can write,
 * what is there in the end and what a change stream has told must be as the model says.
 */
final class InterleavedRun {

    private static final int SESSIONS = 3;
    private static final int STEPS = 200;
    private static final int LAST = -1;

    private final MongoClient client;
    private final MongoCollection<Document> rows;
    private final Random random;
    private final SnapshotModel model = new SnapshotModel();
    private final List<String> story = new ArrayList<>();

    InterleavedRun(MongoClient client, MongoCollection<Document> rows, Random random) {
        this.client = client;
        this.rows = rows;
        this.random = random;
    }

    SnapshotModel model() {
        return model;
    }

    MongoDatabase database() {
        return client.getDatabase(rows.getNamespace().getDatabaseName());
    }

    MongoCollection<Document> rows() {
        return rows;
    }

    Random random() {
        return random;
    }

    void tell(String step) {
        story.add(step);
    }

    /** What has happened, step by step. */
    String story() {
        return String.join("\n", story);
    }

    void play() {
        rows.createIndex(
                new Document("mail", 1), new IndexOptions().unique(true).sparse(true));
        rows.createIndex(new Document("group", 1));
        List<Actor> inTransactions = new ArrayList<>();
        Actor outside = new Actor("outside", null, this);
        try (var stream = StreamFixture.open(rows.watch())) {
            for (int i = 0; i < SESSIONS; i++) {
                inTransactions.add(new Actor("session " + i, client.startSession(), this));
            }
            for (int i = 0; i < STEPS; i++) {
                Actor actor = random.nextInt(4) == 0 ? outside : inTransactions.get(random.nextInt(SESSIONS));
                actor.act();
            }
            inTransactions.forEach(Actor::commit);
            outside.check(new Document(), row -> true);
            rows.insertOne(new Document("_id", LAST));
            assertThat(replay(stream)).isEqualTo(model.committed());
        } finally {
            inTransactions.forEach(Actor::close);
            rows.drop();
        }
    }

    /** What the events lead to. */
    private static Map<Integer, Row> replay(Iterator<ChangeStreamDocument<Document>> stream) {
        Map<Integer, Document> documents = new TreeMap<>();
        BsonTimestamp time = new BsonTimestamp(0);
        while (true) {
            ChangeStreamDocument<Document> event = stream.next();
            int id = Objects.requireNonNull(event.getDocumentKey())
                    .getInt32("_id")
                    .getValue();
            if (id == LAST) {
                Map<Integer, Row> result = new TreeMap<>();
                documents.forEach((key, document) -> result.put(key, Row.of(document)));
                return result;
            }
            assertThat(event.getClusterTime()).isGreaterThanOrEqualTo(time);
            time = event.getClusterTime();
            apply(event, id, documents);
        }
    }

    private static void apply(ChangeStreamDocument<Document> event, int id, Map<Integer, Document> documents) {
        switch (event.getOperationType()) {
            case INSERT ->
                assertThat(documents.put(id, event.getFullDocument())).isNull();
            case DELETE -> assertThat(documents.remove(id)).isNotNull();
            case UPDATE -> {
                var description = Objects.requireNonNull(event.getUpdateDescription());
                Document document = Objects.requireNonNull(documents.get(id));
                document.putAll(Document.parse(description.getUpdatedFields().toJson()));
                document.keySet().removeAll(description.getRemovedFields());
            }
            default -> throw new AssertionError("unexpected: " + event);
        }
    }
}
