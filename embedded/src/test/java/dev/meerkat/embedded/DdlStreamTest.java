package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DdlStreamTest extends StreamFixture {

    @BeforeEach
    void oneUser() {
        users.insertOne(new Document("_id", 1));
    }

    @Test
    void aClusterStreamSurvivesDropRenameAndDropDatabase() {
        try (var stream = open(client.watch())) {
            users.renameCollection(new MongoNamespace("shop.people"));
            shop.getCollection("people").drop();
            users.insertOne(new Document("_id", 2));
            shop.drop();
            users.insertOne(new Document("_id", 3));

            assertThat(inShort(take(stream, 6)))
                    .containsExactly(
                            "rename shop.users to shop.people",
                            "drop shop.people",
                            "insert shop.users 2",
                            "drop shop.users",
                            "dropDatabase shop",
                            "insert shop.users 3");
        }
    }

    @Test
    void aCollectionStreamIsInvalidatedByDropAndRename() {
        try (var stream = open(users.watch())) {
            users.drop();
            assertThat(inShort(take(stream, 2))).containsExactly("drop shop.users", "invalidate");
        }
        users.insertOne(new Document("_id", 1));
        try (var stream = open(users.watch())) {
            users.renameCollection(new MongoNamespace("shop.people"));
            assertThat(inShort(take(stream, 2))).containsExactly("rename shop.users to shop.people", "invalidate");
        }
        assertThat(mongo.control().killCursors()).isZero();
    }

    @Test
    void aWaitingCollectionStreamIsEndedByTheDrop() throws Exception {
        try (var stream = users.watch().maxAwaitTime(50, TimeUnit.SECONDS).cursor()) {
            CompletableFuture<List<ChangeStreamDocument<Document>>> events =
                    CompletableFuture.supplyAsync(() -> take(stream, 2));

            users.drop();

            assertThat(inShort(events.get(20, TimeUnit.SECONDS))).containsExactly("drop shop.users", "invalidate");
        }
        assertThat(mongo.control().killCursors()).isZero();
    }

    @Test
    void aDatabaseStreamIsInvalidatedByDropDatabaseOnly() {
        try (var stream = open(shop.watch())) {
            users.drop();
            shop.getCollection("orders").insertOne(new Document("_id", 1));
            shop.drop();

            assertThat(inShort(take(stream, 5)))
                    .containsExactly(
                            "drop shop.users",
                            "insert shop.orders 1",
                            "drop shop.orders",
                            "dropDatabase shop",
                            "invalidate");
        }
    }

    @Test
    void anInvalidatedStreamGoesOnWithStartAfterOnly() {
        try (var stream = open(users.watch())) {
            users.drop();
            ChangeStreamDocument<Document> invalidate = take(stream, 2).get(1);
            users.insertOne(new Document("_id", 2));

            assertThatThrownBy(() -> open(users.watch().resumeAfter(invalidate.getResumeToken())))
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(260));
            try (var again = open(users.watch().startAfter(invalidate.getResumeToken()))) {
                assertThat(inShort(again.next())).isEqualTo("insert shop.users 2");
            }
        }
    }

    @Test
    void resumingAfterTheDropGivesTheInvalidate() {
        try (var stream = open(users.watch())) {
            users.drop();
            ChangeStreamDocument<Document> drop = stream.next();

            try (var again = open(users.watch().resumeAfter(drop.getResumeToken()))) {
                assertThat(inShort(again.next())).isEqualTo("invalidate");
            }
        }
    }

    @Test
    void aRenameOntoAnotherCollectionTakesItsPlace() {
        shop.getCollection("people").insertOne(new Document("_id", 9));
        assertThatThrownBy(() -> users.renameCollection(new MongoNamespace("shop.people")))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(48));

        users.renameCollection(new MongoNamespace("shop.people"), new RenameCollectionOptions().dropTarget(true));

        assertThat(shop.getCollection("people").find().first()).isEqualTo(new Document("_id", 1));
        assertThat(shop.listCollectionNames()).containsExactly("people");
    }

    @Test
    void aRenameIntoAnotherDatabaseMovesTheDocuments() {
        users.renameCollection(new MongoNamespace("elsewhere.users"));

        assertThat(users.countDocuments()).isZero();
        assertThat(client.getDatabase("elsewhere").getCollection("users").find().first())
                .isEqualTo(new Document("_id", 1));
        assertThat(client.listDatabaseNames()).containsExactly("elsewhere");
    }
}
