package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction's writes are told to this process's cache when it commits, and never where it aborts. */
class TransactionTest {

    private final OpenCache open = new OpenCache();
    private final CachedClient client = open.proxies.wrap(open.client);
    private final CachedCollection<Document> things =
            client.getDatabase(open.database).getCollection("things");

    @BeforeEach
    void fill() {
        open.plain("things").insertMany(List.of(new Document("_id", 1).append("n", 0), new Document("_id", 2)));
        assertHit(1, 0);
    }

    @AfterEach
    void close() {
        open.close();
    }

    /** The document is in the cache, and says so. */
    private void assertHit(int id, int n) {
        assertThat(n(id)).isEqualTo(n);
        open.commands.clear();
        assertThat(n(id)).isEqualTo(n);
        assertThat(open.commands.sent()).isEmpty();
    }

    private int n(int id) {
        return things.findById(id).orElseThrow().getInteger("n", 0);
    }

    private void increment(ClientSession session) {
        things.updateOne(session, eq("_id", 1), inc("n", 1));
    }

    @Test
    void whatItWroteIsSeenOnceItIsCommitted() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            increment(session);
            assertHit(1, 0);
            session.commitTransaction();
        }
        assertHit(1, 1);
    }

    @Test
    void itIsRaisedNoLowerThanTheCommit() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            increment(session);
            long written = ClusterTime.of(Objects.requireNonNull(session.getOperationTime()));
            session.commitTransaction();
            long committed = ClusterTime.of(Objects.requireNonNull(session.getOperationTime()));
            assertThat(committed).isGreaterThan(written);
            Namespace namespace = new Namespace(open.database, "things");
            assertThat(open.invalidations.latest(Dependencies.queries(List.of(namespace))))
                    .isEqualTo(committed);
        }
    }

    @Test
    void nothingIsForgottenWhereItAborts() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            increment(session);
            session.abortTransaction();
        }
        open.commands.clear();
        assertThat(n(1)).isZero();
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void anAbortedOnesWritesAreNotTheNextOnes() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            increment(session);
            session.abortTransaction();
            session.startTransaction();
            things.insertOne(session, new Document("_id", 3));
            session.commitTransaction();
        }
        open.commands.clear();
        assertThat(n(1)).isZero();
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void aBodyThatTheDriverRepeatsAndCommitsIsSeen() {
        List<Integer> attempts = new ArrayList<>();
        try (ClientSession session = client.startSession()) {
            session.withTransaction(() -> {
                increment(session);
                attempts.add(attempts.size());
                if (attempts.size() < 3) {
                    MongoException transientFailure = new MongoException("again");
                    transientFailure.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
                    throw transientFailure;
                }
                return true;
            });
        }
        assertThat(attempts).hasSize(3);
        assertHit(1, 1);
    }

    @Test
    void nothingIsForgottenWhereTheBodyFails() {
        try (ClientSession session = client.startSession()) {
            assertThatThrownBy(() -> session.withTransaction(() -> {
                        increment(session);
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
        }
        open.commands.clear();
        assertThat(n(1)).isZero();
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void commandsAndOtherCollectionsCountToo() {
        CachedCollection<Document> others = client.getDatabase(open.database).getCollection("others");
        open.plain("others").insertOne(new Document("_id", 1));
        assertThat(others.find().into(new ArrayList<>())).hasSize(1);
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            others.deleteMany(session, new Document());
            client.getDatabase(open.database)
                    .runCommand(
                            session,
                            new Document("update", "things")
                                    .append(
                                            "updates",
                                            List.of(new Document("q", new Document("_id", 1))
                                                    .append("u", new Document("$set", new Document("n", 7))))));
            assertThat(others.find().into(new ArrayList<>())).hasSize(1);
            session.commitTransaction();
        }
        assertThat(others.find().into(new ArrayList<>())).isEmpty();
        assertHit(1, 7);
    }

    @Test
    void manyWritesAreNotForgotten() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            increment(session);
            for (int i = 0; i < WriteEffects.MAX_DOCUMENTS + 10; i++) {
                things.deleteOne(session, eq("_id", 1000 + i));
            }
            session.commitTransaction();
        }
        assertHit(1, 1);
    }

    @Test
    void readsInItSeeItsOwnWrites() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            increment(session);
            assertThat(Objects.requireNonNull(things.find(session, eq("_id", 1)).first()))
                    .containsEntry("n", 1);
            session.abortTransaction();
        }
        assertThat(open.bypasses(BypassReason.SESSION)).isEqualTo(1);
    }

    /** Its commit is known by the change events, which nobody follows here. */
    @Test
    void aPlainClientsSessionTellsNothing() {
        try (ClientSession session = open.client.startSession()) {
            session.startTransaction();
            increment(session);
            session.commitTransaction();
        }
        open.commands.clear();
        assertThat(n(1)).isZero();
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void aWrappedSessionServesPlainHandles() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            open.plain("things").updateOne(session, eq("_id", 1), inc("n", 5));
            increment(session);
            session.commitTransaction();
        }
        assertHit(1, 6);
    }
}
