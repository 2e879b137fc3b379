package dev.meerkat.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.LogStore.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link LogStore} that works does. */
public abstract class LogStoreContract {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The store under test, empty and at work. */
    protected abstract LogStore store();

    @Test
    void anEmptyLogHasNoTopAndNoRecords() throws PortException {
        assertThat(store().top()).isNull();
        assertThat(store().read(null, 10)).isEmpty();
        assertThat(store().read(new RecordId(3, 4), 10)).isEmpty();
    }

    @Test
    void whatWasAppendedIsReadBack() throws PortException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        store().append(new RecordId(1, 1), new byte[] {0, -1, 10, 13});
        store().append(new RecordId(1, 2), large);

        List<StoredRecord> records = store().read(null, 10);

        assertThat(ids(records)).containsExactly("1-1", "1-2");
        assertThat(records.get(0).bytes()).isEqualTo(new byte[] {0, -1, 10, 13});
        assertThat(records.get(1).bytes()).isEqualTo(large);
    }

    @Test
    void idsAreOrderedAsNumbersByTermThenSequence() throws PortException {
        append("2-9", "2-10", "10-1", "1790000000-1");

        assertThat(ids(store().read(null, 10))).containsExactly("2-9", "2-10", "10-1", "1790000000-1");
        assertThat(store().top()).isEqualTo(RecordId.parse("1790000000-1"));
    }

    @Test
    void anIdThatIsNotAboveTheTopIsRefused() throws PortException {
        append("5-5");

        for (String id : List.of("5-5", "5-4", "4-9", "1-1")) {
            assertThatThrownBy(() -> append(id))
                    .isInstanceOf(LogRefusedException.class)
                    .hasMessageContaining(id);
        }
        assertThat(ids(store().read(null, 10))).containsExactly("5-5");
        append("5-6");
        append("6-1");
        assertThat(store().top()).isEqualTo(RecordId.parse("6-1"));
    }

    @Test
    void readingGoesOnAboveTheIdGivenWhetherItExistsOrNot() throws PortException {
        append("1-1", "1-2", "1-5", "3-1");

        assertThat(ids(store().read(RecordId.parse("1-1"), 10))).containsExactly("1-2", "1-5", "3-1");
        assertThat(ids(store().read(RecordId.parse("1-3"), 10))).containsExactly("1-5", "3-1");
        assertThat(ids(store().read(RecordId.parse("2-7"), 10))).containsExactly("3-1");
        assertThat(store().read(RecordId.parse("3-1"), 10)).isEmpty();
    }

    @Test
    void readingStopsAtTheLimitAndCanGoOn() throws PortException {
        append("1-1", "1-2", "1-3", "1-4", "1-5");

        List<StoredRecord> first = store().read(null, 2);

        assertThat(ids(first)).containsExactly("1-1", "1-2");
        assertThat(ids(store().read(first.get(1).id(), 2))).containsExactly("1-3", "1-4");
    }

    @Test
    void ofWritersWithTheSameIdOneSucceeds() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            for (int i = 1; i <= 20; i++) {
                RecordId id = new RecordId(1, i);
                List<Future<Boolean>> results = new ArrayList<>();
                for (int writer = 0; writer < 4; writer++) {
                    byte[] record = {(byte) writer};
                    results.add(writers.submit(() -> appended(id, record)));
                }
                int successes = 0;
                for (Future<Boolean> result : results) {
                    successes += result.get() ? 1 : 0;
                }
                assertThat(successes).isEqualTo(1);
            }
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void whatIsPublishedReachesEverySubscriber() {
        Inbox one = new Inbox();
        Inbox other = new Inbox();
        try (Subscription first = store().subscribe(one);
                Subscription second = store().subscribe(other)) {
            await().atMost(SOON).untilAsserted(() -> {
                store().publish(RecordId.parse("7-7"), new byte[] {0, -1, 42});
                assertThat(one.records).isNotEmpty();
                assertThat(other.records).isNotEmpty();
            });
        }
        assertThat(one.records.get(0).id()).isEqualTo(RecordId.parse("7-7"));
        assertThat(one.records.get(0).bytes()).isEqualTo(new byte[] {0, -1, 42});
    }

    @Test
    void whatIsPublishedIsNotAppendedNorTheOtherWayRound() throws PortException {
        Inbox inbox = new Inbox();
        try (Subscription subscription = store().subscribe(inbox)) {
            append("1-1");
            await().atMost(SOON).untilAsserted(() -> {
                store().publish(RecordId.parse("2-2"), new byte[] {1});
                assertThat(inbox.records).isNotEmpty();
            });
        }
        assertThat(ids(inbox.records)).containsOnly("2-2");
        assertThat(ids(store().read(null, 10))).containsExactly("1-1");
    }

    @Test
    void aClosedSubscriptionDeliversNothingMore() {
        Inbox closed = new Inbox();
        Inbox open = new Inbox();
        try (Subscription stays = store().subscribe(open)) {
            Subscription ends = store().subscribe(closed);
            await().atMost(SOON).untilAsserted(() -> {
                store().publish(RecordId.parse("1-1"), new byte[] {1});
                assertThat(closed.records).isNotEmpty();
            });
            ends.close();
            ends.close();
            await().atMost(SOON).untilAsserted(() -> {
                store().publish(RecordId.parse("1-2"), new byte[] {2});
                assertThat(ids(open.records)).contains("1-2");
            });
        }
        assertThat(ids(closed.records)).containsOnly("1-1");
    }

    private boolean appended(RecordId id, byte[] record) throws PortException {
        try {
            store().append(id, record);
            return true;
        } catch (LogRefusedException refused) {
            return false;
        }
    }

    private void append(String... ids) throws PortException {
        for (String id : ids) {
            store().append(RecordId.parse(id), new byte[] {1});
        }
    }

    private static List<String> ids(List<StoredRecord> records) {
        return records.stream().map(record -> record.id().toString()).toList();
    }

    /** Keeps what it was sent. */
    public static final class Inbox implements LogStore.Subscriber {

        /** All records, in the order of their arrival. */
        public final List<StoredRecord> records = new CopyOnWriteArrayList<>();

        private volatile int gaps;

        /** How many gaps were told. */
        public int gaps() {
            return gaps;
        }

        @Override
        public void onRecord(StoredRecord stored) {
            records.add(stored);
        }

        @Override
        public synchronized void onGap() {
            gaps++;
        }
    }
}
