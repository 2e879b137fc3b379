package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryableWritesTest extends MongoFixture {

    private ClientSession session;

    @BeforeEach
    void startSession() {
        session = client.startSession();
    }

    @AfterEach
    void endSession() {
        session.close();
    }

    private static Document id(Object value) {
        return new Document("_id", value);
    }

    private static Document increment(int id) {
        return new Document("q", id(id)).append("u", new Document("$inc", new Document("n", 1)));
    }

    private Document run(long number, Document command) {
        return shop.runCommand(session, new Document(command).append("txnNumber", number));
    }

    private static Document insert(Document... documents) {
        return new Document("insert", "users").append("documents", List.of(documents));
    }

    private static Document update(Document... statements) {
        return new Document("update", "users").append("updates", List.of(statements));
    }

    private int errorOf(long number, Document command) {
        try {
            run(number, command);
            return 0;
        } catch (MongoCommandException e) {
            return e.getErrorCode();
        }
    }

    @Test
    void aRepeatedUpdateIsAnsweredAndNotAppliedTwice() {
        users.insertOne(id(1).append("n", 0));

        Document first = run(100, update(increment(1)));
        Document second = run(100, update(increment(1)));

        assertThat(second.get("nModified")).isEqualTo(1).isEqualTo(first.get("nModified"));
        assertThat(second.get("n")).isEqualTo(1);
        assertThat(users.find().first()).containsEntry("n", 1);
    }

    @Test
    void aRepeatedInsertIsNotADuplicate() {
        run(100, insert(id(1), id(2)));

        Document second = run(100, insert(id(1), id(2)));

        assertThat(second).containsEntry("n", 2).doesNotContainKey("writeErrors");
        assertThat(users.countDocuments()).isEqualTo(2);
    }

    @Test
    void aRepeatedDeleteRemovesNoSecondDocument() {
        users.insertMany(List.of(id(1).append("a", 1), id(2).append("a", 1)));
        Document delete = new Document("delete", "users")
                .append("deletes", List.of(new Document("q", new Document("a", 1)).append("limit", 1)));

        run(100, delete);

        assertThat(run(100, delete)).containsEntry("n", 1);
        assertThat(users.countDocuments()).isEqualTo(1);
    }

    @Test
    void aRepeatedUpsertGivesTheSameId() {
        Document upsert = update(new Document("q", new Document("name", "ada"))
                .append("u", new Document("$set", new Document("age", 36)))
                .append("upsert", true));

        Document first = run(100, upsert);
        Document second = run(100, upsert);

        assertThat(second.get("upserted")).isNotNull().isEqualTo(first.get("upserted"));
        assertThat(second).containsEntry("n", 1).containsEntry("nModified", 0);
        assertThat(users.countDocuments()).isEqualTo(1);
    }

    @Test
    void aRepeatedFindAndModifyGivesTheSameImage() {
        users.insertOne(id(1).append("n", 0));
        Document command = new Document("findAndModify", "users")
                .append("query", id(1))
                .append("update", new Document("$inc", new Document("n", 1)))
                .append("new", true);

        run(100, command);
        users.updateOne(id(1), new Document("$set", new Document("n", 50)));

        assertThat(run(100, command).get("value")).isEqualTo(id(1).append("n", 1));
        assertThat(users.find().first()).containsEntry("n", 50);
    }

    @Test
    void ofABulkOnlyTheStatementsThatFailedAreTriedAgain() {
        users.insertOne(id(2));
        Document bulk = insert(id(1), id(2), id(3)).append("ordered", false);

        assertThat(run(100, bulk)).containsEntry("n", 2).containsKey("writeErrors");
        users.deleteOne(id(2));

        assertThat(run(100, bulk)).containsEntry("n", 3).doesNotContainKey("writeErrors");
        assertThat(users.countDocuments()).isEqualTo(3);
    }

    @Test
    void aStatementIsKnownByItsIdAndNotByItsPlace() {
        run(100, insert(id(1), id(2)).append("stmtIds", List.of(0, 1)));

        assertThat(run(100, insert(id(2), id(3)).append("stmtIds", List.of(1, 2))))
                .containsEntry("n", 2);
        assertThat(users.countDocuments()).isEqualTo(3);
    }

    @Test
    void aStatementThatChangedNothingIsRunAgain() {
        assertThat(run(100, update(increment(1)))).containsEntry("n", 0);
        users.insertOne(id(1).append("n", 0));

        assertThat(run(100, update(increment(1)))).containsEntry("n", 1);
        assertThat(users.find().first()).containsEntry("n", 1);
    }

    @Test
    void aNewerNumberForgetsTheOlderOneWhichIsRefused() {
        run(100, insert(id(1)));
        run(101, insert(id(2)));

        assertThat(errorOf(100, insert(id(1)))).isEqualTo(225);
    }

    @Test
    void theSameNumberForAnotherCommandIsRefused() {
        run(100, insert(id(1)));

        assertThat(run(100, update(increment(1)))).containsKey("writeErrors").containsEntry("n", 0);
    }

    @Test
    void whatCannotBeRetriedIsRefused() {
        users.insertOne(id(1));
        Document many = update(new Document("q", new Document())
                .append("u", new Document("$inc", new Document("n", 1)))
                .append("multi", true));

        assertThat(run(100, many).getList("writeErrors", Document.class).get(0)).containsEntry("code", 72);
        assertThat(errorOf(101, new Document("find", "users"))).isEqualTo(50768);
        assertThatThrownBy(() -> shop.runCommand(update(increment(1)).append("txnNumber", -1L)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(72));
        assertThat(users.find().first()).isEqualTo(id(1));
    }

    @Test
    void aNumberThatWasATransactionsIsNoRetryableWrites() {
        users.insertOne(id(1));
        Document begin = update(increment(1)).append("autocommit", false).append("startTransaction", true);
        run(100, begin);

        assertThat(errorOf(100, update(increment(1)))).isEqualTo(72);
        assertThat(errorOf(101, update(increment(1)))).isZero();
        assertThat(users.find().first()).containsEntry("n", 1);
    }
}
