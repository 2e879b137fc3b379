package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors that a transaction's commands give. */
@Timeout(60)
class TransactionRulesTest extends TransactionFixture {

    private static Document numbered(String command, long number) {
        return Document.parse(command).append("txnNumber", number).append("autocommit", false);
    }

    private static Document first(String command, long number) {
        return numbered(command, number).append("startTransaction", true);
    }

    /** The code of the error that the command gets; 0 for none. */
    private int code(String database, Document command) {
        try {
            client.getDatabase(database).runCommand(one, command);
            return 0;
        } catch (MongoCommandException e) {
            return e.getErrorCode();
        }
    }

    private int code(Document command) {
        return code("shop", command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{count: 'users'}",
                "{create: 'more'}",
                "{drop: 'users'}",
                "{dropDatabase: 1}",
                "{listCollections: 1}",
                "{listIndexes: 'users'}",
                "{createIndexes: 'users', indexes: [{key: {a: 1}, name: 'a_1'}]}",
                "{explain: {find: 'users'}}",
                "{ping: 1}",
                "{aggregate: 'users', pipeline: [{$out: 'x'}], cursor: {}}",
                "{aggregate: 'users', pipeline: [{$merge: 'x'}], cursor: {}}",
                "{aggregate: 'users', pipeline: [{$changeStream: {}}], cursor: {}}",
                "{insert: 'missing', documents: [{_id: 1}]}",
                "{update: 'missing', updates: [{q: {_id: 1}, u: {$set: {a: 1}}, upsert: true}]}"
            })
    void whatATransactionCannotDoIsError263(String command) {
        assertThat(code(first(command, 100))).isEqualTo(263);
        assertThat(shop.listCollectionNames()).containsExactly("users");
    }

    @Test
    void databasesOfTheServerAndCappedCollectionsAreLeftOut() {
        shop.createCollection(
                "capped", new CreateCollectionOptions().capped(true).sizeInBytes(10_000));

        assertThat(code("admin", first("{find: 'system.users'}", 100))).isEqualTo(263);
        assertThat(code("config", first("{find: 'transactions'}", 101))).isEqualTo(263);
        assertThat(code(first("{insert: 'capped', documents: [{_id: 1}]}", 102)))
                .isEqualTo(263);
        assertThat(code(first("{find: 'capped'}", 103))).isZero();
    }

    @Test
    void writesThatFindNothingToChangeInAMissingCollectionAreNoError() {
        assertThat(code(first("{find: 'missing'}", 100))).isZero();
        assertThat(code(numbered("{update: 'missing', updates: [{q: {}, u: {$set: {a: 1}}}]}", 100)))
                .isZero();
        assertThat(code(numbered("{delete: 'missing', deletes: [{q: {}, limit: 0}]}", 100)))
                .isZero();
        assertThat(code(numbered("{findAndModify: 'missing', query: {}, update: {$set: {a: 1}}}", 100)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{find: 'users', autocommit: false}",
                "{find: 'users', txnNumber: 100, autocommit: true}",
                "{find: 'users', txnNumber: 100, startTransaction: true}",
                "{find: 'users', txnNumber: 100, autocommit: false, startTransaction: false}",
                "{find: 'users', txnNumber: -1, autocommit: false, startTransaction: true}",
                "{insert: 'users', documents: [{_id: 1}], writeConcern: {w: 1}, txnNumber: 100, autocommit: false,"
                        + " startTransaction: true}",
                "{find: 'users', readConcern: {level: 'available'}, txnNumber: 100, autocommit: false,"
                        + " startTransaction: true}",
                "{find: 'users', readConcern: {level: 'linearizable'}, txnNumber: 100, autocommit: false,"
                        + " startTransaction: true}"
            })
    void optionsThatDoNotFitAreError72(String command) {
        assertThat(code(Document.parse(command))).isEqualTo(72);
        assertThat(ids()).isEmpty();
    }

    @Test
    void onlyTheFirstCommandMayGiveAReadConcern() {
        assertThat(code(first("{find: 'users', readConcern: {level: 'majority'}}", 100)))
                .isZero();
        assertThat(code(numbered("{find: 'users', readConcern: {level: 'majority'}}", 100)))
                .isEqualTo(72);
        assertThat(code(numbered("{find: 'users'}", 100))).isZero();
    }

    @Test
    void numbersGoUp() {
        assertThat(code(first("{find: 'users'}", 100))).isZero();
        assertThat(code(first("{find: 'users'}", 100))).isEqualTo(117);
        assertThat(code(numbered("{find: 'users'}", 99))).isEqualTo(225);
        assertThat(code(first("{find: 'users'}", 99))).isEqualTo(225);
        assertThat(code(numbered("{find: 'users'}", 101))).isEqualTo(251);
        assertThat(code(numbered("{find: 'users'}", 100))).isZero();
    }

    @Test
    void aNewTransactionOfTheSessionAbortsTheOlder() {
        assertThat(code(first("{insert: 'users', documents: [{_id: 1}]}", 100))).isZero();
        assertThat(code(first("{insert: 'users', documents: [{_id: 1}]}", 101))).isZero();
        assertThat(code("admin", numbered("{commitTransaction: 1}", 101))).isZero();

        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aCommitMayBeRepeatedAndNothingElseFollowsIt() {
        assertThat(code(first("{insert: 'users', documents: [{_id: 1}]}", 100))).isZero();
        assertThat(code("admin", numbered("{commitTransaction: 1, writeConcern: {w: 'majority'}}", 100)))
                .isZero();
        assertThat(code("admin", numbered("{commitTransaction: 1}", 100))).isZero();

        assertThat(code("admin", numbered("{abortTransaction: 1}", 100))).isEqualTo(256);
        assertThat(code(numbered("{find: 'users'}", 100))).isEqualTo(256);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void nothingFollowsAnAbort() {
        assertThat(code(first("{insert: 'users', documents: [{_id: 1}]}", 100))).isZero();
        assertThat(code("admin", numbered("{abortTransaction: 1}", 100))).isZero();

        assertThat(code("admin", numbered("{abortTransaction: 1}", 100))).isEqualTo(251);
        assertThat(code("admin", numbered("{commitTransaction: 1}", 100))).isEqualTo(251);
        assertThat(code(numbered("{find: 'users'}", 100))).isEqualTo(251);
        assertThat(code("admin", Document.parse("{commitTransaction: 1}"))).isEqualTo(125);
    }

    @Test
    void aStatementThatFailsAbortsTheTransaction() {
        users.insertOne(id(1));
        one.startTransaction(
                TransactionOptions.builder().readConcern(ReadConcern.SNAPSHOT).build());
        users.insertOne(one, id(2));

        MongoException duplicate = failure(() -> users.insertOne(one, id(1)));

        assertThat(duplicate.getCode()).isEqualTo(11000);
        assertThat(duplicate.hasErrorLabel(TRANSIENT)).isFalse();
        assertThat(failure(() -> one.commitTransaction()).getCode()).isEqualTo(251);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void anUnorderedBulkStopsAtItsFirstErrorInATransaction() {
        users.insertOne(id(1));
        Document bulk = first("{insert: 'users', documents: [{_id: 2}, {_id: 1}, {_id: 1}], ordered: false}", 100);

        Document reply = shop.runCommand(one, bulk);

        assertThat(reply).containsEntry("n", 1);
        assertThat(reply.getList("writeErrors", Document.class)).hasSize(1);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aCommandThatIsRefusedLeavesTheTransactionOpen() {
        assertThat(code(first("{insert: 'users', documents: [{_id: 1}]}", 100))).isZero();
        assertThat(code(numbered("{count: 'users'}", 100))).isEqualTo(263);
        assertThat(code("admin", numbered("{commitTransaction: 1}", 100))).isZero();

        assertThat(ids()).containsExactly(1);
    }
}
