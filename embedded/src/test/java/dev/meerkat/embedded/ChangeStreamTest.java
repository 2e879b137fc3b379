package dev.meerkat.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.MergeOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeStreamTest extends StreamFixture {

    @Test
    void aClusterStreamShowsEveryWriteOnceAndInOrder() {
        try (var stream = open(client.watch())) {
            users.insertMany(List.of(new Document("_id", 1).append("a", 1), new Document("_id", 2)));
            users.updateOne(eq("_id", 1), set("a", 2));
            users.updateOne(eq("_id", 1), set("a", 2));
            users.updateOne(eq("_id", 3), set("a", 1), new UpdateOptions().upsert(true));
            users.replaceOne(eq("_id", 1), new Document("b", 1));
            users.deleteOne(eq("_id", 2));
            users.deleteOne(eq("_id", 2));
            client.getDatabase("other").getCollection("a.b").insertOne(new Document("_id", 1));

            List<ChangeStreamDocument<Document>> events = take(stream, 7);

            assertThat(inShort(events))
                    .containsExactly(
                            "insert shop.users 1",
                            "insert shop.users 2",
                            "update shop.users 1",
                            "insert shop.users 3",
                            "replace shop.users 1",
                            "delete shop.users 2",
                            "insert other.a.b 1");
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.getDocumentKey()).containsOnlyKeys("_id"));
            assertThat(events)
                    .extracting(ChangeStreamDocument::getClusterTime)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(stream.tryNext()).isNull();
        }
    }

    @Test
    void findAndModifyShowsInItsThreeForms() {
        users.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)));
        try (var stream = open(client.watch())) {
            users.findOneAndUpdate(eq("_id", 1), set("a", 1));
            users.findOneAndReplace(eq("_id", 2), new Document("b", 1));
            users.findOneAndDelete(eq("_id", 3));
            users.findOneAndUpdate(eq("_id", 4), set("a", 1), new FindOneAndUpdateOptions().upsert(true));
            users.findOneAndUpdate(eq("_id", 9), set("a", 1));

            assertThat(inShort(take(stream, 4)))
                    .containsExactly(
                            "update shop.users 1",
                            "replace shop.users 2",
                            "delete shop.users 3",
                            "insert shop.users 4");
            assertThat(stream.tryNext()).isNull();
        }
    }

    @Test
    void aFailedWriteShowsNothing() {
        users.insertOne(new Document("_id", 1).append("a", "x"));
        try (var stream = open(client.watch())) {
            assertThatThrownBy(() -> users.insertOne(new Document("_id", 1))).isInstanceOf(MongoWriteException.class);
            assertThatThrownBy(() -> users.updateOne(eq("_id", 1), new Document("$inc", new Document("a", 1))))
                    .isInstanceOf(MongoWriteException.class);
            users.insertOne(new Document("_id", 2));

            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 2");
        }
    }

    @Test
    void theUpdateDescriptionNamesTheSmallestPaths() {
        users.insertOne(new Document("_id", 1)
                .append("a", 1)
                .append("gone", 1)
                .append("o", new Document("x", 1).append("y", 1))
                .append("l", List.of(1, 2, 3)));
        try (var stream = open(users.watch())) {
            users.updateOne(eq("_id", 1), List.of(set("a", 2), set("o.x", 2)).get(0));
            users.updateOne(eq("_id", 1), Document.parse("{$set: {'o.x': 2}, $unset: {gone: 1}, $push: {l: 4}}"));
            users.updateOne(eq("_id", 1), Document.parse("{$pop: {l: 1}}"));

            List<ChangeStreamDocument<Document>> events = take(stream, 3);
            assertThat(events.get(0).getUpdateDescription().getUpdatedFields()).isEqualTo(BsonDocument.parse("{a: 2}"));
            assertThat(events.get(1).getUpdateDescription().getUpdatedFields())
                    .isEqualTo(BsonDocument.parse("{'o.x': 2, 'l.3': 4}"));
            assertThat(events.get(1).getUpdateDescription().getRemovedFields()).containsExactly("gone");
            assertThat(events.get(2).getUpdateDescription().getUpdatedFields())
                    .isEqualTo(BsonDocument.parse("{l: [1, 2, 3]}"));
        }
    }

    @Test
    void eventsHoldTheDocumentAsItWasAndUpdateLookupAsItIs() {
        try (var plain = open(users.watch());
                var looking = open(users.watch().fullDocument(FullDocument.UPDATE_LOOKUP))) {
            users.insertOne(new Document("_id", 1).append("o", new Document("a", 1)));
            users.updateOne(eq("_id", 1), set("o.a", 2));
            users.updateOne(eq("_id", 1), set("o.a", 3));

            assertThat(plain.next().getFullDocument().get("o")).isEqualTo(new Document("a", 1));
            assertThat(plain.next().getFullDocument()).isNull();
            looking.next();
            assertThat(looking.next().getFullDocument().get("o")).isEqualTo(new Document("a", 3));
        }
    }

    @Test
    void collectionAndDatabaseStreamsShowTheirOwnOnly() {
        try (var collection = open(users.watch());
                var database = open(shop.watch())) {
            client.getDatabase("other").getCollection("users").insertOne(new Document("_id", 1));
            shop.getCollection("orders").insertOne(new Document("_id", 2));
            users.insertOne(new Document("_id", 3));

            assertThat(inShort(collection.next())).isEqualTo("insert shop.users 3");
            assertThat(inShort(take(database, 2))).containsExactly("insert shop.orders 2", "insert shop.users 3");
        }
    }

    @Test
    void thePipelineFiltersAndProjects() {
        List<org.bson.conversions.Bson> pipeline = List.of(
                Aggregates.match(Filters.in("operationType", "update", "delete")),
                Aggregates.project(
                        Projections.include("_id", "operationType", "ns", "documentKey._id", "clusterTime")));
        try (var stream = open(client.watch(pipeline))) {
            users.insertOne(new Document("_id", 1));
            users.updateOne(eq("_id", 1), set("a", 1));

            ChangeStreamDocument<Document> event = stream.next();
            assertThat(inShort(event)).isEqualTo("update shop.users 1");
            assertThat(event.getUpdateDescription()).isNull();
            assertThat(event.getClusterTime()).isNotNull();
        }
    }

    @Test
    void aPipelineThatTakesTheTokenAwayIsAnError() {
        try (var stream = open(client.watch(List.of(Aggregates.project(Projections.excludeId()))))) {
            users.insertOne(new Document("_id", 1));

            assertThatThrownBy(stream::next).isInstanceOfSatisfying(MongoCommandException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(280);
                assertThat(e.hasErrorLabel("NonResumableChangeStreamError")).isTrue();
            });
        }
    }

    @Test
    void outAndMergeShowAsTheWritesThatTheyAre() {
        users.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        try (var stream = open(shop.watch())) {
            users.aggregate(List.of(Aggregates.match(eq("_id", 1)), Aggregates.out("copies")))
                    .toCollection();
            users.aggregate(List.of(Aggregates.merge("copies", new MergeOptions())))
                    .toCollection();

            List<ChangeStreamDocument<Document>> events = take(stream, 3);
            assertThat(inShort(events.get(0)))
                    .startsWith("insert shop.tmp.agg_out.")
                    .endsWith(" 1");
            assertThat(inShort(events.get(1)))
                    .startsWith("rename shop.tmp.agg_out.")
                    .endsWith(" to shop.copies");
            assertThat(inShort(events.get(2))).isEqualTo("insert shop.copies 2");
        }
    }

    @Test
    void aWaitingStreamIsWokenByTheWrite() throws Exception {
        try (var stream = client.watch().maxAwaitTime(50, TimeUnit.SECONDS).cursor()) {
            CompletableFuture<ChangeStreamDocument<Document>> event = CompletableFuture.supplyAsync(stream::next);

            users.insertOne(new Document("_id", 1));

            assertThat(inShort(event.get(20, TimeUnit.SECONDS))).isEqualTo("insert shop.users 1");
        }
    }

    @Test
    void aStreamWithoutNewsWaitsAsLongAsItMay() {
        try (var stream =
                client.watch().maxAwaitTime(300, TimeUnit.MILLISECONDS).cursor()) {
            assertThat(stream.tryNext()).isNull();
            long before = System.nanoTime();

            assertThat(stream.tryNext()).isNull();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        }
    }

    @Test
    void thePostBatchTokenMovesOnWithTheClusterTimeThoughNothingIsShown() {
        try (var stream = open(users.watch())) {
            assertThat(stream.tryNext()).isNull();
            BsonDocument first = stream.getResumeToken();

            shop.getCollection("elsewhere").insertOne(new Document("_id", 1));
            assertThat(stream.tryNext()).isNull();

            assertThat(stream.getResumeToken().getString("_data").getValue())
                    .isGreaterThan(first.getString("_data").getValue());
        }
    }

    @Test
    void aTokenTellsItsClusterTime() {
        try (var stream = open(users.watch())) {
            users.insertOne(new Document("_id", 1));
            ChangeStreamDocument<Document> event = stream.next();

            String data = event.getResumeToken().getString("_data").getValue();
            assertThat(data).startsWith("82");
            assertThat(Long.parseUnsignedLong(data.substring(2, 18), 16))
                    .isEqualTo(event.getClusterTime().getValue());
        }
    }

    @Test
    void anEventHasTheWritersOperationTime() {
        try (var stream = open(client.watch())) {
            Document reply = shop.runCommand(
                    new Document("insert", "users").append("documents", List.of(new Document("_id", 1))));

            assertThat(stream.next().getClusterTime()).isEqualTo(reply.get("operationTime", BsonTimestamp.class));
        }
    }

    @Test
    void closingAStreamEndsItsCursorOnTheServer() {
        MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream = open(client.watch());
        stream.close();

        assertThat(mongo.control().killCursors()).isZero();
    }
}
