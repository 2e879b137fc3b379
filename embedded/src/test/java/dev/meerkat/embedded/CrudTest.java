package dev.meerkat.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.CodeWithScope;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.bson.types.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrudTest extends MongoFixture {

    private static List<Document> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Document("_id", i).append("n", i))
                .toList();
    }

    @Test
    void manyResultsComeInBatches() {
        users.insertMany(numbered(1000));

        assertThat(users.find().batchSize(7).into(new ArrayList<>())).hasSize(1000);
        assertThat(users.find().sort(Sorts.descending("n")).skip(10).limit(3).into(new ArrayList<>()))
                .extracting(d -> d.get("n"))
                .containsExactly(989, 988, 987);
        assertThat(users.find(lt("n", 5)).projection(Projections.excludeId()).into(new ArrayList<>()))
                .first()
                .isEqualTo(new Document("n", 0));
    }

    @Test
    void aCursorIsNotDisturbedByLaterWrites() {
        users.insertMany(numbered(300));
        try (var cursor = users.find().batchSize(10).cursor()) {
            cursor.next();
            users.updateMany(new Document(), set("n", -1));
            users.deleteMany(gte("_id", 100));

            List<Integer> rest = new ArrayList<>();
            cursor.forEachRemaining(d -> rest.add(d.getInteger("n")));
            assertThat(rest).hasSize(299).endsWith(299);
        }
    }

    @Test
    void projectionsKeepTheOrderOfTheDocumentAndReachIntoArrays() {
        users.insertOne(Document.parse("{_id: 1, b: 1, a: {x: 1, y: 2}, l: [{p: 1, q: 2}, 3, {q: 4}]}"));

        assertThat(users.find()
                        .projection(Document.parse("{'l.q': 1, a: 1, b: 1}"))
                        .first())
                .hasToString(Document.parse("{_id: 1, b: 1, a: {x: 1, y: 2}, l: [{q: 2}, {q: 4}]}")
                        .toString());
        assertThat(users.find()
                        .projection(Document.parse("{'l.q': 0, 'a.x': 0, _id: 0}"))
                        .first())
                .isEqualTo(Document.parse("{b: 1, a: {y: 2}, l: [{p: 1}, 3, {}]}"));
        assertThat(users.find().projection(Document.parse("{_id: 1}")).first()).isEqualTo(new Document("_id", 1));
        assertThat(users.find()
                        .projection(Document.parse("{l: {$slice: 1}, b: 1}"))
                        .first()
                        .getList("l", Object.class))
                .hasSize(1);
        assertThatThrownBy(() ->
                        users.find().projection(Document.parse("{a: 1, b: 0}")).first())
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(31254));
    }

    @Test
    void countAndDistinctSeeTheFilter() {
        users.insertMany(List.of(
                new Document("_id", 1).append("tags", List.of("a", "b")),
                new Document("_id", 2).append("tags", List.of("b")),
                new Document("_id", 3)));

        assertThat(users.countDocuments(eq("tags", "b"))).isEqualTo(2);
        assertThat(users.estimatedDocumentCount()).isEqualTo(3);
        assertThat(users.distinct("tags", eq("_id", 1), String.class).into(new ArrayList<>()))
                .containsExactly("a", "b");
    }

    @Test
    void anOrderedBulkStopsAtItsFirstErrorAndAnUnorderedGoesOn() {
        List<Document> documents = List.of(new Document("_id", 1), new Document("_id", 1), new Document("_id", 2));
        assertThatThrownBy(() -> users.insertMany(documents))
                .isInstanceOfSatisfying(MongoBulkWriteException.class, e -> {
                    assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1);
                    assertThat(e.getWriteErrors()).singleElement().satisfies(error -> {
                        assertThat(error.getCode()).isEqualTo(11000);
                        assertThat(error.getIndex()).isEqualTo(1);
                    });
                });
        assertThat(users.countDocuments()).isEqualTo(1);

        assertThatThrownBy(() -> users.insertMany(documents, new InsertManyOptions().ordered(false)))
                .isInstanceOf(MongoBulkWriteException.class);
        assertThat(users.countDocuments()).isEqualTo(2);
    }

    @Test
    void anOrderedUpdateBulkStopsAtItsFirstError() {
        users.insertMany(List.of(new Document("_id", 1).append("a", "x"), new Document("_id", 2).append("a", 1)));

        assertThatThrownBy(() -> users.bulkWrite(List.of(
                        new UpdateOneModel<>(eq("_id", 1), inc("a", 1)),
                        new UpdateOneModel<>(eq("_id", 2), inc("a", 1)))))
                .isInstanceOf(MongoBulkWriteException.class);

        assertThat(users.find(eq("_id", 2)).first()).containsEntry("a", 1);
    }

    @Test
    void updatesTellWhatTheyMatchedChangedAndInserted() {
        users.insertMany(numbered(3));

        UpdateResult many = users.updateMany(gte("n", 1), set("n", 1));
        assertThat(many.getMatchedCount()).isEqualTo(2);
        assertThat(many.getModifiedCount()).isEqualTo(1);

        UpdateResult upsert = users.updateOne(
                eq("_id", 9), combine(setOnInsert("a", 1), set("b", 2)), new UpdateOptions().upsert(true));
        assertThat(upsert.getMatchedCount()).isZero();
        assertThat(upsert.getUpsertedId().asInt32().getValue()).isEqualTo(9);

        assertThat(users.replaceOne(eq("_id", 0), new Document("z", 1).append("a", 2))
                        .getModifiedCount())
                .isOne();
        assertThat(users.find(eq("_id", 0)).first())
                .isEqualTo(new Document("_id", 0).append("z", 1).append("a", 2));
        assertThat(users.find(eq("_id", 0)).first().keySet()).containsExactly("_id", "z", "a");
        assertThat(users.deleteMany(new Document()).getDeletedCount()).isEqualTo(4);
    }

    @Test
    void aReplacementGivesTheFieldsTheirNewOrder() {
        users.insertOne(new Document("_id", 1).append("a", 1).append("b", 2));

        users.replaceOne(eq("_id", 1), new Document("b", 2).append("a", 3));

        assertThat(users.find().first().keySet()).containsExactly("_id", "b", "a");
    }

    @Test
    void pipelineUpdatesSeeTheDocumentAsItWas() {
        users.insertOne(new Document("_id", 1)
                .append("a", 2)
                .append("o", new Document("x", 1))
                .append("items", List.of(new Document("p", 1), new Document("p", 2))));

        users.updateOne(
                eq("_id", 1),
                List.of(
                        new Document(
                                "$set", new Document("a", new Document("$add", List.of("$a", 1))).append("b", "$a")),
                        new Document("$set", new Document("o.y", "$b").append("items.q", 7)),
                        new Document("$unset", "b")));

        assertThat(users.find().first())
                .isEqualTo(new Document("_id", 1)
                        .append("a", 3)
                        .append("o", new Document("x", 1).append("y", 2))
                        .append(
                                "items",
                                List.of(new Document("p", 1).append("q", 7), new Document("p", 2).append("q", 7))));

        users.updateOne(eq("_id", 1), List.of(new Document("$replaceWith", new Document("only", "$a"))));
        assertThat(users.find().first()).isEqualTo(new Document("_id", 1).append("only", 3));
        users.updateOne(eq("_id", 1), List.of(new Document("$project", new Document("only", 0))));
        assertThat(users.find().first()).isEqualTo(new Document("_id", 1));
    }

    @Test
    void arrayFiltersAndThePositionalOperatorPickElements() {
        users.insertOne(new Document("_id", 1).append("l", List.of(1, 5, 9)));

        users.updateOne(eq("l", 5), set("l.$", 6));
        users.updateMany(
                new Document(),
                inc("l.$[big]", 10),
                new UpdateOptions().arrayFilters(List.of(new Document("big", new Document("$gt", 5)))));

        assertThat(users.find().first().getList("l", Integer.class)).containsExactly(1, 16, 19);
    }

    @Test
    void findOneAndUpdateProjectsAndSorts() {
        users.insertMany(numbered(3));

        Document after = users.findOneAndUpdate(
                gte("n", 1),
                inc("n", 10),
                new FindOneAndUpdateOptions()
                        .sort(Sorts.descending("n"))
                        .returnDocument(ReturnDocument.AFTER)
                        .projection(Projections.include("n")));

        assertThat(after).isEqualTo(new Document("_id", 2).append("n", 12));
        assertThat(users.findOneAndDelete(eq("_id", 2))).isEqualTo(after);
        assertThat(users.findOneAndReplace(eq("_id", 77), new Document())).isNull();
    }

    @Test
    void uniqueIndexesHoldAlsoWhenPartialOrSparse() {
        users.createIndex(
                Indexes.ascending("mail"), new IndexOptions().unique(true).sparse(true));
        users.createIndex(
                Indexes.ascending("nick"), new IndexOptions().unique(true).partialFilterExpression(eq("live", true)));
        users.insertOne(
                new Document("_id", 1).append("mail", "a").append("nick", "x").append("live", true));
        users.insertOne(new Document("_id", 2).append("nick", "x").append("live", false));
        users.insertOne(new Document("_id", 3).append("nick", "x"));

        assertThatThrownBy(() -> users.insertOne(new Document("_id", 4).append("mail", "a")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCode()).isEqualTo(11000));
        assertThatThrownBy(() -> users.updateOne(eq("_id", 2), set("live", true)))
                .isInstanceOf(MongoWriteException.class);
        users.updateOne(eq("_id", 1), unset("live"));
        users.updateOne(eq("_id", 2), set("live", true));
        assertThat(users.countDocuments()).isEqualTo(3);
        users.deleteMany(new Document());
        users.insertOne(
                new Document("_id", 5).append("mail", "a").append("nick", "x").append("live", true));
    }

    @Test
    void aSecondaryIndexChangesNoResult() {
        users.insertMany(List.of(
                new Document("_id", 1).append("plan", "a"),
                new Document("_id", 2).append("plan", List.of("a", "b")),
                new Document("_id", 3).append("plan", null),
                new Document("_id", 4)));
        List<List<Document>> before = queries();
        users.createIndex(Indexes.ascending("plan"));

        assertThat(queries()).isEqualTo(before);
        users.updateOne(eq("_id", 1), set("plan", "c"));
        users.deleteOne(eq("_id", 2));
        assertThat(users.find(eq("plan", "a")).into(new ArrayList<>())).isEmpty();
        assertThat(users.find(eq("plan", "c")).into(new ArrayList<>())).hasSize(1);
    }

    private List<List<Document>> queries() {
        return Arrays.asList(
                users.find(eq("plan", "a")).into(new ArrayList<>()),
                users.find(eq("plan", null)).into(new ArrayList<>()),
                users.find(eq("plan", List.of("a", "b"))).into(new ArrayList<>()),
                users.find(eq("plan", Pattern.compile("^a"))).into(new ArrayList<>()),
                users.find(new Document("plan", new Document("$in", List.of("b", "x"))))
                        .into(new ArrayList<>()),
                users.find(new Document("plan", new Document("$ne", "a"))).into(new ArrayList<>()),
                users.find(new Document("plan", "a").append("_id", 2)).into(new ArrayList<>()));
    }

    @Test
    void everyTypeSurvives() {
        Document document = new Document("_id", new ObjectId())
                .append("double", -0.0)
                .append("nan", Double.NaN)
                .append("string", "ünï\u0000cödé 😀")
                .append("nested", new Document("b", 1).append("a", List.of(1, 2L, List.of())))
                .append("generic", new Binary(new byte[] {1, 2, 3}))
                .append("user", new Binary((byte) 0x80, new byte[] {4}))
                .append("md5", new Binary((byte) 5, new byte[16]))
                .append("uuid", UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))
                .append("boolean", true)
                .append("date", new Date(-1))
                .append("null", null)
                .append("regex", Pattern.compile("a.b", Pattern.CASE_INSENSITIVE))
                .append("code", new Code("x"))
                .append("scoped", new CodeWithScope("x", new Document("a", 1)))
                .append("symbol", new Symbol("s"))
                .append("int", Integer.MIN_VALUE)
                .append("long", 1L)
                .append("timestamp", new BsonTimestamp(-1, 7))
                .append("decimal", Decimal128.parse("1.10"))
                .append("min", new MinKey())
                .append("max", new MaxKey())
                .append("undefined", new BsonUndefined());
        BsonDocument written = document.toBsonDocument(
                Document.class,
                CodecRegistries.withUuidRepresentation(
                        MongoClientSettings.getDefaultCodecRegistry(), UuidRepresentation.STANDARD));
        var raw = shop.getCollection("types", BsonDocument.class);

        raw.insertOne(written);

        BsonDocument read = raw.find().first();
        assertThat(read).isEqualTo(written);
        assertThat(read.keySet()).containsExactlyElementsOf(written.keySet());
        assertThat(raw.find(new Document("user", new Binary((byte) 0x80, new byte[] {4})))
                        .first())
                .isNotNull();
    }

    @Test
    void bigDocumentsAndBigResultsPass() {
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 40; i++) {
            users.insertOne(new Document("_id", i).append("s", large));
        }

        assertThat(users.find().batchSize(40).into(new ArrayList<>())).hasSize(40);
    }

    @Test
    void unacknowledgedWritesArriveAndKeepTheConnection() {
        var careless = users.withWriteConcern(WriteConcern.UNACKNOWLEDGED);
        careless.insertMany(numbered(10));
        careless.insertOne(new Document("_id", 1));
        careless.deleteOne(eq("_id", 0));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> users.countDocuments() == 9);
    }

    @Test
    void aCollationIsRefusedRatherThanIgnored() {
        Collation english = Collation.builder().locale("en").build();
        users.insertOne(new Document("_id", 1));

        assertThatThrownBy(() -> users.find().collation(english).first())
                .isInstanceOfSatisfying(MongoCommandException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(238);
                    assertThat(e.getErrorMessage()).contains("collation", "MONGODB_URI");
                });
        assertThatThrownBy(() -> users.updateOne(eq("a", 1), set("a", 2), new UpdateOptions().collation(english)))
                .hasMessageContaining("collation");
        assertThat(users.find()
                        .collation(Collation.builder().locale("simple").build())
                        .first())
                .isNotNull();
    }

    @Test
    void whatTheServerStoresIsNotWhatTheClientHolds() {
        byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);
        users.insertOne(new Document("_id", 1).append("b", new Binary(bytes)));
        bytes[0] = 0;

        assertThat(users.find().first().get("b", Binary.class).getData()).isEqualTo(new byte[] {97, 98, 99});
    }

    @Test
    void anUnknownOperatorIsAnError() {
        users.insertOne(new Document("_id", 1));

        assertThatThrownBy(() -> users.find(new Document("$bad", 1)).first())
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(2));
        assertThatThrownBy(() -> users.updateOne(new Document(), new Document("$bad", new Document("a", 1))))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(9));
    }
}
