package dev.meerkat.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.LeaseStore.Change;
import dev.meerkat.cache.spi.LeaseStore.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LeaseStore} that works does. */
public abstract class LeaseStoreContract {

    private static final Checkpoint CHECKPOINT = new Checkpoint(
            new BsonDocument("_data", new BsonString("82")).append("n", new BsonInt64(7)),
            0xffff_fff0_0000_0001L,
            new RecordId(1790000000, 12));

    private static final long PATIENCE = 2_500;

    private LeaseStore store;

    /** The store under test, at work and without a lease. Called once for each test. */
    protected abstract LeaseStore freshStore() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        store = freshStore();
    }

    @Test
    void atFirstThereIsNoLease() throws PortException {
        assertThat(store.read().lease()).isNull();
        assertThat(store.compareAndSet(new Expected(0, 0L, null), new Change("me", 1, PATIENCE, null)))
                .isNull();
        assertThat(store.read().lease()).isNull();
    }

    @Test
    void aNewLeaseIsHeldByNobody() throws PortException {
        store.insertIfAbsent();

        assertThat(store.read().lease()).isEqualTo(new Lease(null, 0, 0, 0, null));
    }

    @Test
    void aLeaseThatExistsIsNotInsertedAgain() throws PortException {
        store.insertIfAbsent();
        store.compareAndSet(new Expected(0, 0L, null), new Change("me", 5, PATIENCE, CHECKPOINT));

        store.insertIfAbsent();

        assertThat(store.read().lease()).isEqualTo(new Lease("me", 5, 1, PATIENCE, CHECKPOINT));
    }

    @Test
    void everyChangeCountsABeatAndIsAnsweredWithTheLeaseAfterIt() throws PortException {
        store.insertIfAbsent();

        assertThat(store.compareAndSet(new Expected(0, 0L, null), new Change("me", 5, PATIENCE, null)))
                .isEqualTo(new Lease("me", 5, 1, PATIENCE, null));
        assertThat(store.compareAndSet(new Expected(5, null, "me"), new Change("me", 5, PATIENCE, CHECKPOINT)))
                .isEqualTo(new Lease("me", 5, 2, PATIENCE, CHECKPOINT));
        assertThat(store.read().lease()).isEqualTo(new Lease("me", 5, 2, PATIENCE, CHECKPOINT));
    }

    @Test
    void whatIsNotAsExpectedStaysAsItIs() throws PortException {
        store.insertIfAbsent();
        Lease lease = store.compareAndSet(new Expected(0, 0L, null), new Change("me", 5, PATIENCE, CHECKPOINT));

        for (Expected wrong : List.of(
                new Expected(4, null, null),
                new Expected(6, 1L, "me"),
                new Expected(5, 0L, null),
                new Expected(5, 2L, "me"),
                new Expected(5, 1L, "you"),
                new Expected(5, null, "you"))) {
            assertThat(store.compareAndSet(wrong, new Change("you", 9, PATIENCE, null)))
                    .as("%s", wrong)
                    .isNull();
        }
        assertThat(store.read().lease()).isEqualTo(lease);
    }

    @Test
    void anExpectationOfNullIsWhatever() throws PortException {
        store.insertIfAbsent();
        store.compareAndSet(new Expected(0, null, null), new Change("me", 5, PATIENCE, null));

        assertThat(store.compareAndSet(new Expected(5, null, null), new Change("you", 6, PATIENCE, null)))
                .isEqualTo(new Lease("you", 6, 2, PATIENCE, null));
    }

    @Test
    void aChangeWithoutACheckpointLeavesTheOldOne() throws PortException {
        store.insertIfAbsent();
        store.compareAndSet(new Expected(0, 0L, null), new Change("me", 5, PATIENCE, CHECKPOINT));

        store.compareAndSet(new Expected(5, 1L, null), new Change("you", 6, PATIENCE, null));

        assertThat(store.read().lease()).isEqualTo(new Lease("you", 6, 2, PATIENCE, CHECKPOINT));
    }

    @Test
    void aLeaseCanBeGivenBack() throws PortException {
        store.insertIfAbsent();
        store.compareAndSet(new Expected(0, 0L, null), new Change("me", 5, PATIENCE, CHECKPOINT));

        assertThat(store.compareAndSet(new Expected(5, null, "me"), new Change(null, 5, PATIENCE, null)))
                .isEqualTo(new Lease(null, 5, 2, PATIENCE, CHECKPOINT));
    }

    @Test
    void aCheckpointMayHaveNoRecordYet() throws PortException {
        Checkpoint fresh = new Checkpoint(CHECKPOINT.resumeToken(), CHECKPOINT.watermark(), null);
        store.insertIfAbsent();
        store.compareAndSet(new Expected(0, 0L, null), new Change("me", 5, PATIENCE, CHECKPOINT));

        store.compareAndSet(new Expected(5, null, "me"), new Change("me", 5, PATIENCE, fresh));

        assertThat(store.read().lease()).isEqualTo(new Lease("me", 5, 2, PATIENCE, fresh));
    }

    @Test
    void ofManyCandidatesOneWins() throws Exception {
        store.insertIfAbsent();
        ExecutorService candidates = Executors.newFixedThreadPool(4);
        try {
            for (int term = 1; term <= 10; term++) {
                Lease seen = Objects.requireNonNull(store.read().lease());
                List<Future<Lease>> results = new ArrayList<>();
                for (int candidate = 0; candidate < 4; candidate++) {
                    Change change = new Change("candidate " + candidate, term, PATIENCE, null);
                    results.add(candidates.submit(
                            () -> store.compareAndSet(new Expected(seen.term(), seen.beat(), null), change)));
                }
                List<Lease> won = new ArrayList<>();
                for (Future<Lease> result : results) {
                    if (result.get() != null) {
                        won.add(result.get());
                    }
                }
                assertThat(won).hasSize(1);
                assertThat(store.read().lease()).isEqualTo(won.get(0));
            }
        } finally {
            candidates.shutdownNow();
        }
    }

    @Test
    void theOperationTimeIsKnownAndNeverGoesBack() throws PortException {
        long before = store.read().operationTime();
        store.insertIfAbsent();
        long after = store.read().operationTime();

        assertThat(before).isNotEqualTo(ClusterTime.NONE);
        assertThat(ClusterTime.isAfter(after, before)).isTrue();
    }
}
