package dev.meerkat.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.CursorType;
import com.mongodb.ExplainVerbosity;
import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CatalogTest extends MongoFixture {

    private Document describe(String name) {
        return shop.listCollections().filter(eq("name", name)).first();
    }

    @Test
    void collectionsAreListedWithTheirTypeAndOptions() {
        users.insertOne(new Document("_id", 1));
        shop.createCollection(
                "ring",
                new CreateCollectionOptions().capped(true).sizeInBytes(4096).maxDocuments(2));
        shop.createCollection(
                "words",
                new CreateCollectionOptions()
                        .collation(Collation.builder().locale("de").build()));
        shop.createView(
                "adults", "users", List.of(new Document("$match", gt("age", 17).toBsonDocument())));

        assertThat(shop.listCollectionNames()).containsExactlyInAnyOrder("users", "ring", "words", "adults");
        assertThat(describe("users")).containsEntry("type", "collection").containsEntry("options", new Document());
        assertThat(describe("ring").get("options", Document.class))
                .containsEntry("capped", true)
                .containsKey("size");
        assertThat(describe("words").get("options", Document.class).get("collation", Document.class))
                .containsEntry("locale", "de");
        assertThat(describe("adults")).containsEntry("type", "view");
        assertThat(describe("adults").get("options", Document.class)).containsEntry("viewOn", "users");
        assertThat(describe("nothing")).isNull();
        assertThatThrownBy(() -> shop.createCollection("users"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(48));
    }

    @Test
    void aCollectionWithAnotherCollationRefusesQueriesUnderIt() {
        shop.createCollection(
                "words",
                new CreateCollectionOptions()
                        .collation(Collation.builder().locale("de").build()));

        assertThatThrownBy(
                        () -> shop.getCollection("words").find(eq("_id", "a")).first())
                .hasMessageContaining("collation");
        assertThat(shop.getCollection("words")
                        .find(eq("_id", "a"))
                        .collation(Collation.builder().locale("simple").build())
                        .first())
                .isNull();
    }

    @Test
    void aViewShowsItsCollectionAndCanNotBeWritten() {
        users.insertMany(List.of(new Document("_id", 1).append("age", 10), new Document("_id", 2).append("age", 20)));
        shop.createView(
                "adults", "users", List.of(new Document("$match", gt("age", 17).toBsonDocument())));
        var adults = shop.getCollection("adults");

        assertThat(adults.find().into(new ArrayList<>()))
                .extracting(d -> d.get("_id"))
                .containsExactly(2);
        assertThat(adults.countDocuments()).isEqualTo(1);
        assertThat(adults.distinct("age", Integer.class).into(new ArrayList<>()))
                .containsExactly(20);
        assertThat(adults.aggregate(List.of(new Document("$count", "n"))).first())
                .containsEntry("n", 1);
        assertThatThrownBy(() -> adults.insertOne(new Document()))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(166));
    }

    @Test
    void aCappedCollectionForgetsAndCanBeTailed() {
        shop.createCollection(
                "ring",
                new CreateCollectionOptions().capped(true).sizeInBytes(4096).maxDocuments(2));
        var ring = shop.getCollection("ring");
        ring.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)));
        assertThat(ring.find().into(new ArrayList<>()))
                .extracting(d -> d.get("_id"))
                .containsExactly(2, 3);

        try (var tail = ring.find()
                .cursorType(CursorType.TailableAwait)
                .maxAwaitTime(20, TimeUnit.SECONDS)
                .cursor()) {
            assertThat(tail.next()).isEqualTo(new Document("_id", 2));
            assertThat(tail.next()).isEqualTo(new Document("_id", 3));
            ring.insertOne(new Document("_id", 4));
            assertThat(tail.next()).isEqualTo(new Document("_id", 4));
        }
        users.insertOne(new Document("_id", 1));
        assertThatThrownBy(() -> users.find().cursorType(CursorType.Tailable).first())
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(2));
    }

    @Test
    void indexesAreCreatedListedAndDroppedPerCollection() {
        users.createIndex(Indexes.ascending("a"), new IndexOptions().name("a"));
        users.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        shop.getCollection("other").createIndex(Indexes.ascending("a"), new IndexOptions().name("a"));

        assertThat(users.listIndexes().into(new ArrayList<>()))
                .extracting(d -> d.getString("name"))
                .containsExactly("_id_", "a", "at_1");
        assertThat(users.listIndexes().into(new ArrayList<>()).get(2).get("expireAfterSeconds"))
                .isEqualTo(60L);
        users.dropIndex("a");
        users.dropIndexes();
        assertThat(users.listIndexes().into(new ArrayList<>())).hasSize(1);
        assertThat(shop.getCollection("other").listIndexes().into(new ArrayList<>()))
                .hasSize(2);
        assertThatThrownBy(() -> users.dropIndex("none"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(27));
        assertThatThrownBy(() ->
                        shop.getCollection("other").createIndex(Indexes.descending("a"), new IndexOptions().name("a")))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(86));
    }

    @Test
    void databasesAreListedWhileTheyHaveCollections() {
        users.insertOne(new Document("_id", 1));
        assertThat(client.listDatabaseNames()).containsExactly("shop");
        assertThat(client.listDatabases().first()).containsEntry("empty", false);

        shop.drop();

        assertThat(client.listDatabaseNames()).isEmpty();
    }

    @Test
    void theRarerFindOptionsWork() {
        users.insertMany(List.of(
                new Document("_id", 1).append("a", 1),
                new Document("_id", 2).append("a", 2),
                new Document("_id", 3).append("a", 3)));
        users.createIndex(Indexes.ascending("a"));
        Document key = new Document("a", 1);

        assertThat(users.find()
                        .hint(key)
                        .min(new Document("a", 2))
                        .max(new Document("a", 3))
                        .into(new ArrayList<>()))
                .extracting(d -> d.get("_id"))
                .containsExactly(2);
        assertThat(users.find(eq("a", 2)).hint(key).returnKey(true).first()).isEqualTo(new Document("a", 2));
        assertThat(users.find(eq("a", 2)).showRecordId(true).first()).containsEntry("$recordId", 2L);
        assertThatThrownBy(() -> users.find().hint(new Document("none", 1)).first())
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(2));
        assertThat(users.find().explain(ExplainVerbosity.QUERY_PLANNER)).containsKey("queryPlanner");
    }

    @Test
    void namesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> shop.getCollection("a$b").insertOne(new Document()))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(73));
    }
}
