package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is a MongoDB 4.2: what came later is refused, and not passed over in silence. */
class VersionTest {

    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoDatabase shop;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start();
        client = MongoClients.create(mongo.uri());
        shop = client.getDatabase("shop");
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {find: 'users', let: {}}                                              | 9     | Unrecognized field 'let'
                    {find: 'users', allowDiskUse: true}                                   | 9     | Unrecognized field 'allowDiskUse'
                    {find: 'users', comment: {a: 1}}                                      | 14    | type string
                    {aggregate: 'users', pipeline: [], cursor: {}, let: {}}               | 9     | unrecognized field 'let'
                    {count: 'users', comment: 'a'}                                        | 40415 | 'count.comment'
                    {distinct: 'users', key: 'a', comment: 'a'}                           | 40415 | 'distinct.comment'
                    {insert: 'users', documents: [{}], comment: 'a'}                      | 40415 | 'insert.comment'
                    {update: 'users', updates: [], let: {}}                               | 40415 | 'update.let'
                    {update: 'users', updates: [{q: {}, u: {a: 1}, sort: {a: 1}}]}        | 40415 | 'update.updates.sort'
                    {delete: 'users', deletes: [{q: {}, limit: 1, hint: 'a'}]}            | 40415 | 'delete.deletes.hint'
                    {findAndModify: 'users', remove: true, hint: 'a'}                     | 40415 | 'hint'
                    {aggregate: 1, pipeline: [{$match: {}}], cursor: {}}                  | 73    | a collection is required
                    """)
    void whatCameLaterIsRefused(String command, int code, String message) {
        assertThatThrownBy(() -> shop.runCommand(Document.parse(command)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(code))
                .hasMessageContaining(message);
        assertThat(shop.getCollection("users").countDocuments()).isZero();
    }

    @Test
    void namesWithDollarsAreRefusedWhereTheyCannotBeStored() {
        MongoCollection<Document> users = shop.getCollection("users");
        users.insertOne(Document.parse("{_id: 1, a: {$b: 1}}"));

        assertThatThrownBy(() -> users.insertOne(Document.parse("{_id: 2, $a: 1}")))
                .hasMessageContaining("$a");
        assertThatThrownBy(() -> users.insertOne(Document.parse("{_id: {$a: 1}}")))
                .hasMessageContaining("$a");
        assertThatThrownBy(() -> users.replaceOne(new Document(), Document.parse("{a: [{$b: 1}]}")))
                .hasMessageContaining("'a.0.$b'");
        assertThat(users.find()).containsExactly(Document.parse("{_id: 1, a: {$b: 1}}"));
    }

    @Test
    void aDatabaseIsAggregatedFromWhatTheServerTells() {
        List<Document> stages = List.of(
                Document.parse("{$listLocalSessions: {}}"),
                Document.parse("{$limit: 1}"),
                Document.parse("{$project: {_id: 0, a: {$literal: 1}}}"));

        assertThat(shop.aggregate(stages)).containsExactly(new Document("a", 1));
    }

    @Test
    void whatWritesIsNotReadLinearizably() {
        Document command = Document.parse(
                "{aggregate: 'users', pipeline: [{$out: 'b'}], cursor: {}, readConcern: {level: 'linearizable'}}");

        assertThatThrownBy(() -> shop.runCommand(command)).hasMessageContaining("linearizable");
    }

    @Test
    void aWriteConcernThatOneNodeCannotSatisfyIsAnErrorOfAWriteThatWasDone() {
        MongoCollection<Document> users = shop.getCollection("users");

        assertThatThrownBy(() -> users.withWriteConcern(new WriteConcern(10)).insertOne(new Document("_id", 1)))
                .isInstanceOfSatisfying(
                        MongoWriteConcernException.class,
                        e -> assertThat(e.getWriteConcernError().getCode()).isEqualTo(100));
        assertThat(users.countDocuments()).isEqualTo(1);
    }

    @Test
    void namesWithDotsAreStoredByAReplacement() {
        MongoCollection<Document> users = shop.getCollection("users");
        users.insertOne(Document.parse("{_id: 1, a: 1}"));

        users.replaceOne(Document.parse("{_id: 1}"), Document.parse("{b: 1, 'a.b': 2}"));

        assertThat(users.find()).containsExactly(Document.parse("{_id: 1, b: 1, 'a.b': 2}"));
    }

    @Test
    void anUpsertMayMakeADocumentWhoseIdIsNull() {
        MongoCollection<Document> users = shop.getCollection("users");

        users.updateOne(
                Document.parse("{_id: null}"), Document.parse("{$set: {a: 1}}"), new UpdateOptions().upsert(true));

        assertThat(users.find()).containsExactly(new Document("_id", null).append("a", 1));
    }
}
