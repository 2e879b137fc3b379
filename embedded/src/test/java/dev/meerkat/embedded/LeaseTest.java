package dev.meerkat.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lease needs of its database: compare-and-set by filter. */
@Timeout(60)
class LeaseTest extends MongoFixture {

    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).maxTime(5, TimeUnit.SECONDS);

    private MongoCollection<Document> leases;

    @BeforeEach
    void emptyLease() {
        leases = shop.getCollection("leases").withWriteConcern(WriteConcern.MAJORITY);
        leases.insertOne(new Document("_id", "watcher").append("term", 0L).append("beat", 0L));
    }

    private Document take(String holder, long term, long beat) {
        return leases.findOneAndUpdate(
                and(eq("_id", "watcher"), eq("term", term), eq("beat", beat)),
                combine(set("holder", holder), set("term", term + 1), inc("beat", 1L)),
                AFTER);
    }

    @Test
    void theSecondCandidateFindsNothing() {
        assertThat(take("a", 0, 0))
                .isEqualTo(new Document("_id", "watcher")
                        .append("term", 1L)
                        .append("beat", 1L)
                        .append("holder", "a"));
        assertThat(take("b", 0, 0)).isNull();
    }

    @Test
    void aSecondInsertIsADuplicate() {
        assertThatThrownBy(() -> leases.insertOne(new Document("_id", "watcher")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }

    @Test
    void anOldLeaderCanNotWriteUnderItsTerm() {
        take("a", 0, 0);
        take("b", 1, 1);

        Document late = leases.findOneAndUpdate(
                and(eq("_id", "watcher"), eq("term", 1L), eq("holder", "a")), set("checkpoint", "old"), AFTER);

        assertThat(late).isNull();
        assertThat(leases.find().first()).doesNotContainKey("checkpoint").containsEntry("holder", "b");
    }

    @Test
    void ofManyAtOnceOneWinsEveryTerm() throws Exception {
        int candidates = 8;
        int terms = 50;
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Integer>> running = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            String name = "candidate-" + i;
            running.add(CompletableFuture.supplyAsync(() -> {
                await(start);
                int won = 0;
                for (int term = 0; term < terms; term++) {
                    won += take(name, term, term) == null ? 0 : 1;
                    while (leases.find().first().getLong("term") <= term) {
                        Thread.onSpinWait();
                    }
                }
                return won;
            }));
        }
        start.countDown();

        int won = 0;
        for (CompletableFuture<Integer> candidate : running) {
            won += candidate.get(50, TimeUnit.SECONDS);
        }
        assertThat(won).isEqualTo(terms);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMissingLeaseCanBeUpsertedAtomically() {
        Document made = leases.findOneAndUpdate(
                eq("_id", "other"),
                inc("beat", 1),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));

        assertThat(made).isEqualTo(new Document("_id", "other").append("beat", 1));
    }
}
