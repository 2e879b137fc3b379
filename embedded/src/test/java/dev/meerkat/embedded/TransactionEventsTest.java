package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What change streams show of transactions. */
@Timeout(60)
class TransactionEventsTest extends TransactionFixture {

    private List<ChangeStreamDocument<Document>> commitFour() {
        try (var stream = open(client.watch())) {
            one.startTransaction();
            users.insertOne(one, id(1));
            users.updateOne(one, id(1), increment());
            orders.insertOne(one, id(10));
            users.deleteOne(one, id(1));
            assertThat(stream.tryNext()).isNull();
            one.commitTransaction();
            return take(stream, 4);
        }
    }

    @Test
    void aCommitShowsAllItsChangesInTheirOrderAtOneClusterTime() {
        List<ChangeStreamDocument<Document>> events = commitFour();

        assertThat(inShort(events))
                .containsExactly(
                        "insert shop.users 1",
                        "update shop.users 1",
                        "insert archive.orders 10",
                        "delete shop.users 1");
        BsonTimestamp committed = one.getOperationTime();
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getClusterTime()).isEqualTo(committed));
        List<String> tokens = events.stream().map(TransactionEventsTest::token).toList();
        assertThat(tokens).isSorted();
        assertThat(new HashSet<>(tokens)).hasSize(4);
    }

    private static String token(ChangeStreamDocument<Document> event) {
        return event.getResumeToken().getString("_data").getValue();
    }

    @Test
    void theEventsNameTheTransaction() {
        List<ChangeStreamDocument<Document>> events = commitFour();

        BsonDocument session = one.getServerSession().getIdentifier();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getTxnNumber().getValue())
                    .isEqualTo(one.getServerSession().getTransactionNumber());
            assertThat(event.getLsid()).containsEntry("id", session.get("id")).containsKey("uid");
        });
        try (var stream = open(users.watch())) {
            users.insertOne(id(2));
            assertThat(stream.next().getTxnNumber()).isNull();
        }
    }

    @Test
    void aStreamResumesInTheMiddleOfATransaction() {
        List<ChangeStreamDocument<Document>> events = commitFour();

        for (int i = 0; i < 3; i++) {
            BsonDocument token = events.get(i).getResumeToken();
            try (var resumed = open(client.watch().resumeAfter(token));
                    var started = open(client.watch().startAfter(token))) {
                List<String> rest = inShort(events.subList(i + 1, 4));
                assertThat(inShort(take(resumed, 3 - i))).isEqualTo(rest);
                assertThat(inShort(take(started, 3 - i))).isEqualTo(rest);
            }
        }
        try (var resumed = open(client.watch().resumeAfter(events.get(3).getResumeToken()))) {
            assertThat(resumed.tryNext()).isNull();
        }
    }

    @Test
    void aStreamThatStartsAtItsTimeShowsTheWholeTransaction() {
        List<ChangeStreamDocument<Document>> events = commitFour();

        try (var stream = open(users.watch().startAtOperationTime(events.get(0).getClusterTime()))) {
            assertThat(inShort(take(stream, 3)))
                    .containsExactly("insert shop.users 1", "update shop.users 1", "delete shop.users 1");
        }
    }

    @Test
    void smallBatchesSplitATransactionAndTheirTokensLeadOn() {
        List<ChangeStreamDocument<Document>> events = commitFour();
        List<String> seen = new ArrayList<>();
        BsonTimestamp time = events.get(0).getClusterTime();
        BsonDocument token = null;
        while (seen.size() < 4) {
            var watch = client.watch().batchSize(1);
            var from = token == null ? watch.startAtOperationTime(time) : watch.resumeAfter(token);
            try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream = open(from)) {
                seen.add(inShort(stream.next()));
                token = stream.getResumeToken();
            }
        }
        assertThat(seen).isEqualTo(inShort(events));
    }

    @Test
    void anAbortShowsNothing() {
        try (var stream = open(client.watch())) {
            one.startTransaction();
            users.insertOne(one, id(1));
            one.abortTransaction();
            other.startTransaction();
            assertThat(users.find(other).first()).isNull();
            other.commitTransaction();
            users.insertOne(id(2));

            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 2");
        }
    }

    @Test
    void changesOfOthersComeBeforeACommitThatFollowsThem() {
        try (var stream = open(client.watch())) {
            one.startTransaction();
            users.insertOne(one, id(1));
            users.insertMany(List.of(id(2), id(3)));
            one.commitTransaction();

            List<ChangeStreamDocument<Document>> events = take(stream, 3);
            assertThat(inShort(events))
                    .containsExactly("insert shop.users 2", "insert shop.users 3", "insert shop.users 1");
            assertThat(events.get(0).getClusterTime()).isLessThan(events.get(1).getClusterTime());
            assertThat(events.get(1).getClusterTime()).isLessThan(events.get(2).getClusterTime());
        }
    }
}
