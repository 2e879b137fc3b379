package dev.meerkat.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.Checkpoint;
import dev.meerkat.cache.spi.InMemoryCluster;
import dev.meerkat.cache.spi.Lease;
import dev.meerkat.cache.spi.LeaseStore;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two processes, one lease, and clocks that pass when the test says so. */
final class LeaseKeeperTest {

    private static final ProtocolTimes TIMES = new ProtocolTimes(Duration.ofSeconds(5));
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final ManualTicker ticker = new ManualTicker();
    private final InMemoryCluster cluster = new InMemoryCluster();
    private final LocalLog log = new LocalLog();
    private final Member one = new Member("one", cluster, log);
    private final Member other = new Member("other", cluster, log);

    @Test
    void whereThereIsNoLeaseItIsMadeAndThenTaken() throws PortException {
        one.keeper.tick();
        assertThat(one.leads()).isFalse();

        one.keeper.tick();

        assertThat(one.leads()).isTrue();
        assertThat(one.began).isEqualTo(one.keeper.term()).isEqualTo((1_000L << 20) + 1); // the cluster's time
        assertThat(lease().holder()).isEqualTo("one");
    }

    @Test
    void whereLeaseAndLogAreBothLostTheNextTermIsALaterOneAllTheSame() throws PortException {
        lead(one);
        long first = one.began;
        cluster.loseLease();
        Member next = new Member("next", cluster, new LocalLog());
        lead(next);

        assertThat(next.began).isGreaterThan(first);
    }

    @Test
    void aLeaderWhoseLogRisesKeepsTheLease() throws PortException {
        lead(one);
        for (int i = 1; i <= 20; i++) {
            ticker.pass(TIMES.heartbeat());
            one.rise(i);
            one.keeper.tick();
            other.keeper.tick();

            assertThat(one.leads()).isTrue();
            assertThat(other.leads()).isFalse();
            assertThat(lease().checkpoint()).isEqualTo(checkpoint(i));
        }
    }

    @Test
    void aSilentLeaderIsGivenUpAfterItsPatienceAndNotBefore() throws PortException {
        lead(one);
        one.rise(7);
        one.keeper.tick();
        other.keeper.tick();
        ticker.pass(TIMES.patience());
        other.keeper.tick();
        assertThat(other.leads()).isFalse();

        ticker.pass(INSTANT);
        other.keeper.tick();

        assertThat(other.leads()).isTrue();
        assertThat(other.began).isGreaterThan(one.began);
        assertThat(other.from).isEqualTo(checkpoint(7));
    }

    @Test
    void aLeaderThatSleptFindsItsSuccessorAndLeavesTheCheckpointAlone() throws PortException {
        lead(one);
        other.keeper.tick();
        ticker.pass(TIMES.patience().plus(INSTANT));
        other.keeper.tick();
        other.rise(9);
        other.keeper.tick();

        one.rise(3);
        one.keeper.tick();

        assertThat(one.leads()).isFalse();
        assertThat(one.ended).isTrue();
        assertThat(lease().holder()).isEqualTo("other");
        assertThat(lease().checkpoint()).isEqualTo(checkpoint(9));
    }

    @Test
    void aLeaderWhoseLogStandsStillShowsNothingAndStepsDownBeforeItIsGivenUp() throws PortException {
        lead(one);
        one.rise(1);
        one.keeper.tick();
        ticker.pass(TIMES.selfDoubt());
        one.keeper.tick();
        assertThat(one.leads()).isTrue();
        long beat = lease().beat();

        ticker.pass(TIMES.selfDoubt().minus(INSTANT));
        one.keeper.tick();
        assertThat(lease().beat()).isEqualTo(beat);
        assertThat(one.leads()).isTrue();
        ticker.pass(INSTANT.multipliedBy(2));
        one.keeper.tick();

        assertThat(one.leads()).isFalse();
        assertThat(TIMES.selfDoubt()).isLessThan(TIMES.patience());
    }

    @Test
    void aLeaderThatCannotReachThePrimaryStepsDown() throws PortException {
        lead(one);
        cluster.setPrimary(false);
        ticker.pass(TIMES.selfDoubt());
        one.rise(1);
        one.keeper.tick();
        assertThat(one.leads()).isTrue();

        ticker.pass(INSTANT);
        one.keeper.tick();

        assertThat(one.leads()).isFalse();
        assertThat(one.ended).isTrue();
    }

    @Test
    void aLeaderThatAnothersRecordEndedStepsDown() throws PortException {
        lead(one);
        one.progress = null;
        one.keeper.tick();

        assertThat(one.leads()).isFalse();
        assertThat(one.ended).isTrue();
    }

    @Test
    void ofTwoThatLookAtOnceOneLeads() throws PortException {
        cluster.insertIfAbsent();
        Member late = new Member("late", afterEachRead(other.keeper::tick), log);

        late.keeper.tick();

        assertThat(other.leads()).isTrue();
        assertThat(late.leads()).isFalse();
        assertThat(late.began).isZero();
    }

    @Test
    void aLeaseThatWasTakenWithoutAnAnswerIsNotLed() throws PortException {
        cluster.insertIfAbsent();
        Member unsure = new Member("unsure", losingAnswers(), log);
        unsure.keeper.tick();

        assertThat(lease().holder()).isEqualTo("unsure");
        assertThat(unsure.leads()).isFalse();
        assertThat(unsure.began).isZero();
    }

    @Test
    void aTermIsAboveTheLogsNewestRecord() throws PortException {
        cluster.insertIfAbsent();
        log.append(new RecordId(1L << 40, 5), new byte[0]);
        one.keeper.tick();

        assertThat(one.keeper.term()).isEqualTo((1L << 40) + 1);
    }

    @Test
    void whoHasNoLogDoesNotLead() throws PortException {
        cluster.insertIfAbsent();
        Member alone = new Member("alone", cluster, new AwayLog());
        alone.keeper.tick();

        assertThat(alone.leads()).isFalse();
        assertThat(lease().holder()).isNull();
    }

    @Test
    void aLeaseThatWasGivenBackIsTakenAtOnceButNotByWhoGaveIt() throws PortException {
        lead(one);
        one.rise(4);
        one.keeper.release();
        one.keeper.tick();
        assertThat(one.leads()).isFalse();
        assertThat(lease().holder()).isNull();

        other.keeper.tick();

        assertThat(other.leads()).isTrue();
        assertThat(other.from).isEqualTo(checkpoint(4));
    }

    private void lead(Member process) throws PortException {
        cluster.insertIfAbsent();
        process.keeper.tick();
        assertThat(process.leads()).isTrue();
    }

    private Lease lease() throws PortException {
        return Objects.requireNonNull(cluster.read().lease());
    }

    private static Checkpoint checkpoint(long sequence) {
        return new Checkpoint(
                new BsonDocument("n", new BsonInt64(sequence)), 100 + sequence, new RecordId(1_000, sequence));
    }

    /** A process that does with the lease what it is told, and remembers it. */
    private final class Member implements Leadership {

        private final LeaseKeeper keeper;
        private long began;
        private boolean ended;
        private @Nullable Checkpoint from;
        private @Nullable Progress progress;

        Member(String name, LeaseStore leases, LogStore log) {
            keeper = new LeaseKeeper(leases, log, this, ticker, TIMES, name);
        }

        boolean leads() {
            return keeper.term() != 0;
        }

        /** The log has a new record. */
        void rise(long sequence) {
            progress = new Progress(checkpoint(sequence), ticker.nanoTime());
        }

        @Override
        public void begin(long term, @Nullable Checkpoint checkpoint) {
            began = term;
            from = checkpoint;
            progress = new Progress(checkpoint, ticker.nanoTime());
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public @Nullable Progress progress() {
            return progress;
        }
    }

    private LeaseStore afterEachRead(Runnable what) {
        return new PassingOn() {
            @Override
            public Reading read() throws PortException {
                Reading reading = super.read();
                what.run();
                return reading;
            }
        };
    }

    private LeaseStore losingAnswers() {
        return new PassingOn() {
            @Override
            public @Nullable Lease compareAndSet(Expected expected, Change change) throws PortException {
                super.compareAndSet(expected, change);
                throw new PortException("the answer was lost");
            }
        };
    }

    private class PassingOn implements LeaseStore {

        @Override
        public Reading read() throws PortException {
            return cluster.read();
        }

        @Override
        public void insertIfAbsent() throws PortException {
            cluster.insertIfAbsent();
        }

        @Override
        public @Nullable Lease compareAndSet(Expected expected, Change change) throws PortException {
            return cluster.compareAndSet(expected, change);
        }
    }

    /** A log that can't be reached. */
    private static final class AwayLog implements LogStore {

        @Override
        public void append(RecordId id, byte[] record) throws PortException {
            throw new PortException("away");
        }

        @Override
        public void publish(RecordId id, byte[] record) throws PortException {
            throw new PortException("away");
        }

        @Override
        public @Nullable RecordId top() throws PortException {
            throw new PortException("away");
        }

        @Override
        public List<StoredRecord> read(@Nullable RecordId after, int limit) throws PortException {
            throw new PortException("away");
        }

        @Override
        public Subscription subscribe(Subscriber subscriber) {
            return () -> {};
        }
    }
}
