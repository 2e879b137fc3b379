package dev.meerkat.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeStreamTest extends MongoFixture {

    private static List<ChangeStreamDocument<Document>> take(
            MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream, int count) {
        List<ChangeStreamDocument<Document>> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(stream.next());
        }
        return events;
    }

    @Test
    void aClusterStreamShowsEveryWriteInOrder() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream =
                client.watch().cursor()) {
            users.insertMany(List.of(new Document("_id", 1).append("a", 1), new Document("_id", 2)));
            users.updateOne(eq("_id", 1), set("a", 2));
            users.replaceOne(eq("_id", 1), new Document("b", 1));
            users.deleteOne(eq("_id", 2));

            List<ChangeStreamDocument<Document>> events = take(stream, 5);

            assertThat(events)
                    .extracting(ChangeStreamDocument::getOperationType)
                    .containsExactly(
                            OperationType.INSERT,
                            OperationType.INSERT,
                            OperationType.UPDATE,
                            OperationType.REPLACE,
                            OperationType.DELETE);
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.getNamespace()).isEqualTo(users.getNamespace()));
            assertThat(events)
                    .extracting(event -> event.getDocumentKey().getInt32("_id").getValue())
                    .containsExactly(1, 2, 1, 1, 2);
            assertThat(events)
                    .extracting(ChangeStreamDocument::getClusterTime)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(events.get(2).getUpdateDescription().getUpdatedFields())
                    .isEqualTo(new BsonDocument("a", new BsonInt32(2)));
        }
    }

    @Test
    void everyBatchCarriesAPostBatchToken() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream =
                client.watch().maxAwaitTime(50, TimeUnit.MILLISECONDS).cursor()) {
            assertThat(stream.tryNext()).isNull();
            BsonDocument first = stream.getResumeToken();
            assertThat(first).isNotNull();

            client.getDatabase("admin").runCommand(new Document("ping", 1));
            users.insertOne(new Document("_id", 1));
            BsonDocument event = stream.next().getResumeToken();

            assertThat(event).isNotEqualTo(first);
            assertThat(stream.tryNext()).isNull();
            assertThat(stream.getResumeToken()).isEqualTo(event);
        }
    }

    @Test
    void eventTimesAreAtMostTheWritersOperationTime() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream =
                client.watch().cursor()) {
            Document reply = shop.runCommand(
                    new Document("insert", "users").append("documents", List.of(new Document("_id", 1))));

            BsonTimestamp written = reply.get("operationTime", BsonTimestamp.class);
            assertThat(stream.next().getClusterTime()).isEqualTo(written);
        }
    }
}
