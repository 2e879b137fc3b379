package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransactionTest extends TransactionFixture {

    @Test
    void aCommitMakesTheWritesOfAllCollectionsVisible() {
        users.insertMany(List.of(id(1), id(2)));

        one.startTransaction();
        users.insertOne(one, id(3));
        users.updateOne(one, id(1), increment());
        users.deleteOne(one, id(2));
        orders.insertOne(one, id(10));
        assertThat(ids(one)).containsExactly(1, 3);
        assertThat(ids()).containsExactly(1, 2);
        assertThat(orders.countDocuments()).isZero();
        one.commitTransaction();

        assertThat(ids()).containsExactly(1, 3);
        assertThat(users.find(id(1)).first()).containsEntry("n", 1);
        assertThat(orders.find().first()).isEqualTo(id(10));
    }

    @Test
    void nothingRemainsOfAnAbortedOne() {
        users.insertMany(List.of(id(1), id(2)));

        one.startTransaction();
        users.insertOne(one, id(3));
        users.updateOne(one, id(1), increment());
        users.deleteOne(one, id(2));
        orders.insertOne(one, id(10));
        one.abortTransaction();

        assertThat(users.find().into(new ArrayList<>())).containsExactly(id(1), id(2));
        assertThat(users.find(id(2)).first()).isEqualTo(id(2));
        assertThat(orders.countDocuments()).isZero();
        users.insertOne(id(3));
    }

    @Test
    void itReadsTheSnapshotOfItsFirstOperation() {
        users.insertMany(List.of(id(1), id(2)));
        one.startTransaction(TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .writeConcern(WriteConcern.MAJORITY)
                .build());
        assertThat(ids(one)).containsExactly(1, 2);

        users.insertOne(id(3));
        users.updateOne(id(1), increment());
        users.deleteOne(id(2));
        orders.insertOne(id(10));

        assertThat(users.find(one).into(new ArrayList<>())).containsExactly(id(1), id(2));
        assertThat(users.find(one, id(2)).first()).isEqualTo(id(2));
        assertThat(users.countDocuments(one)).isEqualTo(2);
        assertThat(orders.find(one).first()).isNull();
        one.commitTransaction();
        assertThat(users.find(one).into(new ArrayList<>())).containsExactly(id(1).append("n", 1), id(3));
    }

    @Test
    void itSeesItsOwnWritesInFiltersIndexesSortsAndPipelines() {
        users.createIndex(new Document("city", 1));
        users.insertMany(List.of(id(1).append("city", "Rome"), id(2).append("city", "Oslo")));

        one.startTransaction();
        users.updateOne(one, id(2), new Document("$set", new Document("city", "Rome")));
        users.insertOne(one, id(3).append("city", "Rome"));

        assertThat(users.find(one, new Document("city", "Rome"))
                        .sort(new Document("_id", -1))
                        .map(document -> document.get("_id"))
                        .into(new ArrayList<>()))
                .containsExactly(3, 2, 1);
        assertThat(users.aggregate(one, List.of(Aggregates.count("n"))).first()).containsEntry("n", 3);
        assertThat(users.distinct(one, "city", String.class).into(new ArrayList<>()))
                .containsExactly("Rome");
        assertThat(users.countDocuments(new Document("city", "Rome"))).isEqualTo(1);
        assertThat(users.countDocuments(new Document("city", "Oslo"))).isEqualTo(1);
    }

    @Test
    void aSecondWriterOfADocumentConflictsAtOnce() {
        users.insertOne(id(1));
        one.startTransaction();
        other.startTransaction();
        users.updateOne(one, id(1), increment());

        assertConflict(() -> users.updateOne(other, id(1), increment()));
        MongoException gone = failure(() -> users.find(other).first());
        assertThat(gone.getCode()).isEqualTo(251);
        assertThat(gone.hasErrorLabel(TRANSIENT)).isTrue();
        other.abortTransaction();
        one.commitTransaction();
        assertThat(users.find().first()).isEqualTo(id(1).append("n", 1));
    }

    @Test
    void aWriteToWhatWasCommittedMeanwhileConflicts() {
        users.insertMany(List.of(id(1), id(2)));
        one.startTransaction();
        ids(one);
        users.updateOne(id(1), increment());
        users.deleteOne(id(2));

        assertConflict(() -> users.updateOne(one, id(1), increment()));
        one.abortTransaction();
        assertThat(users.find().into(new ArrayList<>())).containsExactly(id(1).append("n", 1));
    }

    @Test
    void theSameNewIdInTwoTransactionsConflicts() {
        one.startTransaction();
        other.startTransaction();
        users.insertOne(one, id(1));

        assertConflict(() -> users.insertOne(other, id(1)));
        one.commitTransaction();
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aNewIdThatWasCommittedMeanwhileConflictsAndIsADuplicateAtTheNextTry() {
        one.startTransaction();
        ids(one);
        users.insertOne(id(1));
        assertConflict(() -> users.insertOne(one, id(1)));
        one.abortTransaction();

        one.startTransaction();
        assertThat(failure(() -> users.insertOne(one, id(1))).getCode()).isEqualTo(11000);
        assertThat(failure(() -> one.commitTransaction()).getCode()).isEqualTo(251);
    }

    @Test
    void aUniqueIndexHoldsAcrossTransactions() {
        users.createIndex(
                new Document("mail", 1), new IndexOptions().unique(true).sparse(true));
        users.insertMany(List.of(id(1).append("mail", "a"), id(2)));
        one.startTransaction();
        other.startTransaction();
        users.updateOne(one, id(2), new Document("$set", new Document("mail", "b")));
        users.insertMany(other, List.of(id(3), id(4)));

        assertConflict(() -> users.insertOne(other, id(5).append("mail", "b")));
        one.commitTransaction();
        assertThat(users.find(new Document("mail", "b")).first()).containsEntry("_id", 2);
    }

    @Test
    void aUniqueKeyMayMoveToAnotherDocumentInOneTransaction() {
        users.createIndex(new Document("mail", 1), new IndexOptions().unique(true));
        users.insertMany(List.of(id(1).append("mail", "a"), id(2).append("mail", "b")));
        one.startTransaction();
        users.updateOne(one, id(1), new Document("$set", new Document("mail", "c")));
        users.updateOne(one, id(2), new Document("$set", new Document("mail", "a")));
        users.updateOne(one, id(1), new Document("$set", new Document("mail", "b")));
        users.deleteOne(one, id(1));
        users.insertOne(one, id(1).append("mail", "z"));
        assertThat(users.find(new Document("mail", "a")).first()).containsEntry("_id", 1);
        one.commitTransaction();

        assertThat(users.find(new Document("mail", "a")).first()).containsEntry("_id", 2);
        assertThat(users.find(new Document("mail", "z")).first()).containsEntry("_id", 1);
        assertThat(users.find(new Document("mail", "b")).first()).isNull();
    }

    @Test
    void withTransactionTriesAConflictAgainUntilItSucceeds() {
        users.insertOne(id(1).append("n", 0));
        int writers = 4;
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<?>[] all = IntStream.range(0, writers)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    try (MongoClient own = MongoClients.create(mongo.uri());
                            var session = own.startSession()) {
                        var collection = own.getDatabase("shop").getCollection("users");
                        for (int i = 0; i < 5; i++) {
                            session.withTransaction(() -> {
                                attempts.incrementAndGet();
                                int n = collection.find(session).first().getInteger("n");
                                return collection.updateOne(
                                        session, id(1), new Document("$set", new Document("n", n + 1)));
                            });
                        }
                    }
                }))
                .toArray(CompletableFuture[]::new);

        CompletableFuture.allOf(all).orTimeout(50, TimeUnit.SECONDS).join();
        assertThat(users.find().first()).containsEntry("n", writers * 5);
        assertThat(attempts.get()).isGreaterThanOrEqualTo(writers * 5);
    }

    @Test
    void aWriteOutsideWaitsForTheTransactionThatHoldsItsDocument() {
        users.insertMany(List.of(id(1).append("n", 0), id(2)));
        one.startTransaction();
        users.updateOne(one, id(1), increment());
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> users.updateMany(new Document(), increment()));

        users.insertOne(id(3));
        assertThat(users.find(id(2)).first()).isEqualTo(id(2));
        assertThat(waiting).isNotDone();
        one.commitTransaction();

        waiting.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(users.find(id(1)).first()).containsEntry("n", 2);
        assertThat(users.find(id(2)).first()).containsEntry("n", 1);
    }

    @Test
    void aWaitingWriteGoesOnAfterAnAbortToo() {
        one.startTransaction();
        users.insertOne(one, id(1));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> users.insertOne(id(1).append("mine", true)));
        users.insertOne(id(2));
        assertThat(waiting).isNotDone();

        one.abortTransaction();

        waiting.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(users.find(id(1)).first()).containsEntry("mine", true);
    }

    @Test
    void aWriteOutsideWaitsNoLongerThanItsTime() {
        users.insertOne(id(1));
        one.startTransaction();
        users.updateOne(one, id(1), increment());

        MongoException late = failure(() -> shop.runCommand(new Document("findAndModify", "users")
                .append("query", id(1))
                .append("update", increment())
                .append("maxTimeMS", 50)));

        assertThat(late.getCode()).isEqualTo(50);
        one.commitTransaction();
        assertThat(users.find().first()).containsEntry("n", 1);
    }

    @Test
    void aCollectionThatATransactionUsesIsDroppedAfterItsEnd() {
        users.insertOne(id(1));
        one.startTransaction();
        assertThat(ids(one)).containsExactly(1);
        CompletableFuture<Void> dropping = CompletableFuture.runAsync(users::drop);
        orders.insertOne(id(10));
        assertThat(dropping).isNotDone();
        assertThat(ids(one)).containsExactly(1);
        one.commitTransaction();

        dropping.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(shop.listCollectionNames()).isEmpty();
    }

    @Test
    void aCollectionThatChangedItsShapeMeanwhileCannotBeReadInTheSnapshot() {
        users.insertOne(id(1));
        one.startTransaction();
        assertThat(orders.find(one).first()).isNull();
        users.createIndex(new Document("city", 1));

        MongoException error = failure(() -> ids(one));

        assertThat(error.getCode()).isEqualTo(246);
        assertThat(error.hasErrorLabel(TRANSIENT)).isTrue();
    }

    @Test
    void aCursorStaysInItsTransaction() {
        users.insertMany(IntStream.range(0, 10).mapToObj(i -> id(i)).toList());
        one.startTransaction();
        try (MongoCursor<Document> cursor = users.find(one).batchSize(3).cursor()) {
            cursor.next();
            users.deleteMany(new Document());
            Document getMore = new Document("getMore", cursor.getServerCursor().getId()).append("collection", "users");

            assertThat(failure(() -> shop.runCommand(getMore)).getCode()).isEqualTo(50740);
            int rest = 0;
            while (cursor.hasNext()) {
                cursor.next();
                rest++;
            }
            assertThat(rest).isEqualTo(9);
        }
        one.commitTransaction();
        assertThat(ids()).isEmpty();
    }

    @Test
    void aTransactionThatTakesTooLongIsAborted() {
        users.insertOne(id(1));
        assertThat(admin(new Document("setParameter", 1).append("transactionLifetimeLimitSeconds", 1)))
                .containsEntry("was", 60);
        one.startTransaction();
        users.updateOne(one, id(1), increment());
        users.updateOne(id(1), new Document("$set", new Document("waited", true)));

        assertThat(users.find().first()).isEqualTo(id(1).append("waited", true));
        MongoException gone = failure(() -> one.commitTransaction());
        assertThat(gone.getCode()).isEqualTo(251);
        assertThat(gone.hasErrorLabel(TRANSIENT)).isTrue();
    }

    @Test
    void aCommitThatMoreMembersShouldConfirmIsDoneAndNotConfirmed() {
        one.startTransaction(
                TransactionOptions.builder().writeConcern(new WriteConcern(2)).build());
        users.insertOne(one, id(1));

        MongoException unconfirmed = failure(one::commitTransaction);

        assertThat(unconfirmed.getCode()).isEqualTo(100);
        assertThat(ids()).containsExactly(1);
        MongoException unknown = failure(
                () -> users.withWriteConcern(new WriteConcern("everywhere")).insertOne(id(2)));
        assertThat(unknown.getCode()).isEqualTo(79);
        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void theEndOfItsSessionAbortsIt() {
        one.startTransaction();
        users.insertOne(one, id(1));
        admin(new Document("endSessions", List.of(one.getServerSession().getIdentifier())));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ids()).isEmpty());
        users.insertOne(id(1).append("mine", true));
        assertThat(failure(() -> one.commitTransaction()).getCode()).isEqualTo(251);
        other.startTransaction();
        users.deleteOne(other, id(1));
        admin(new Document("killAllSessions", List.of()));
        assertThat(failure(() -> other.commitTransaction()).getCode()).isEqualTo(251);
        assertThat(ids()).containsExactly(1);
    }
}
