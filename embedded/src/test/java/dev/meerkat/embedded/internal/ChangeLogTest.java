package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

    private static final Namespace USERS = new Namespace("shop", "users");
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final StreamScope CLUSTER = StreamScope.CLUSTER;
    private static final StreamScope SHOP = new StreamScope("shop", null);

    private final ChangeLog log = log(100, ChangeLog.MOST_BYTES);

    private static ChangeLog log(int capacity, long mostBytes) {
        return new ChangeLog(new ClusterClock(Clock.systemUTC()), capacity, mostBytes);
    }

    private static Document document(int id) {
        return new Document("_id", id);
    }

    private static List<Long> numbers(ChangeLog log, StreamScope scope) {
        List<Long> numbers = new ArrayList<>();
        long number = log.index().next(scope, 0);
        while (number != ScopeIndex.NONE) {
            numbers.add(number);
            number = log.index().next(scope, number + 1);
        }
        return numbers;
    }

    @Test
    void everyScopeHasItsOwnEntriesInOrder() {
        log.insert(USERS, document(1));
        log.noop();
        log.insert(ORDERS, document(2));
        log.insert(new Namespace("other", "users"), document(3));
        log.delete(USERS, document(1));

        assertThat(numbers(log, StreamScope.of(USERS))).containsExactly(1L, 5L);
        assertThat(numbers(log, StreamScope.of(ORDERS))).containsExactly(3L);
        assertThat(numbers(log, SHOP)).containsExactly(1L, 3L, 5L);
        assertThat(numbers(log, CLUSTER)).containsExactly(1L, 3L, 4L, 5L);
        assertThat(numbers(log, new StreamScope("nowhere", null))).isEmpty();
    }

    @Test
    void aRenameBelongsToBothNamesAndOnceToTheDatabase() {
        log.rename(USERS, ORDERS);

        assertThat(numbers(log, StreamScope.of(USERS))).containsExactly(1L);
        assertThat(numbers(log, StreamScope.of(ORDERS))).containsExactly(1L);
        assertThat(numbers(log, SHOP)).containsExactly(1L);
        assertThat(numbers(log, CLUSTER)).containsExactly(1L);
    }

    @Test
    void aDroppedDatabaseIsNoCollectionsEntry() {
        log.dropDatabase("shop");

        assertThat(numbers(log, SHOP)).containsExactly(1L);
        assertThat(numbers(log, new StreamScope("shop", ""))).isEmpty();
    }

    @Test
    void theClusterShowsNeitherSystemCollectionsNorTheServersOwnDatabases() {
        log.insert(new Namespace("shop", "system.views"), document(1));
        log.insert(new Namespace("config", "sessions"), document(2));

        assertThat(numbers(log, CLUSTER)).isEmpty();
        assertThat(numbers(log, SHOP)).isEmpty();
        assertThat(numbers(log, new StreamScope("shop", "system.views"))).isEmpty();
    }

    @Test
    void nothingIsLeftOfCollectionsWhoseEntriesAreGone() {
        for (int number = 0; number < 10_000; number++) {
            log.insert(new Namespace("database" + number % 500, "c" + number), document(number));
        }

        assertThat(log.next() - log.first()).isEqualTo(100);
        assertThat(log.index().scopes()).isEqualTo(1 + 100 + 100);
        assertThat(log.index().room()).isLessThanOrEqualTo(4 * 100 + 4 * 200);

        log.trim();

        assertThat(log.index().scopes()).isZero();
        assertThat(log.next() - log.first()).isEqualTo(1);
    }

    @Test
    void aBusyScopesRoomShrinksWithIt() {
        for (int number = 0; number < 1_000; number++) {
            log.insert(new Namespace("d", "busy" + number / 100), document(number));
            log.insert(new Namespace("d", "busy" + number / 100), document(number));
        }
        for (int number = 0; number < 99; number++) {
            log.noop();
        }

        assertThat(log.index().scopes()).isEqualTo(3);
        assertThat(log.index().room()).isLessThanOrEqualTo(3 * 4);
    }

    @Test
    void whatAScopeHasLostIsKnownWhileAStreamIsOpenOnIt() {
        ScopeIndex index = log.index();
        StreamScope users = StreamScope.of(USERS);
        log.insert(USERS, document(1));
        index.opened(users);
        assertThat(index.hasLost(users, 1)).isFalse();

        log.trim();

        assertThat(index.hasLost(users, 1)).isTrue();
        assertThat(index.hasLost(users, 2)).isFalse();
        index.closed(users);
        assertThat(index.scopes()).isZero();
    }

    @Test
    void aTransactionOfWhichAPartIsGoneIsLost() {
        ChangeLog small = log(5, ChangeLog.MOST_BYTES);
        List<ChangeEntry> changes = new ArrayList<>();
        small.divertTo(changes);
        for (int number = 0; number < 4; number++) {
            small.insert(USERS, document(number));
        }
        small.divertTo(null);
        small.appendTransaction(changes, new UUID(0, 1), 1);
        BsonTimestamp time = small.time();
        assertThat(small.hasLost(time)).isFalse();

        small.insert(ORDERS, document(1));
        small.insert(ORDERS, document(2));

        assertThat(numbers(small, StreamScope.of(USERS))).hasSize(3);
        assertThat(small.hasLost(time)).isTrue();
        assertThat(small.hasLost(small.time())).isFalse();
    }

    @Test
    void theHistoryIsBoundedInBytesToo() {
        ChangeLog small = log(100, 10_000);
        for (int number = 0; number < 50; number++) {
            small.insert(USERS, document(number).append("text", "x".repeat(1_000)));
        }

        assertThat(small.next() - small.first()).isEqualTo(9);
        assertThat(numbers(small, CLUSTER)).hasSize(9);
        assertThat(small.hasLost(new BsonTimestamp(1))).isTrue();
    }

    @Test
    void anEntryAboveTheBoundIsKeptAlone() {
        ChangeLog small = log(100, 10_000);
        small.insert(USERS, document(1));
        small.insert(USERS, document(2).append("text", "x".repeat(20_000)));
        assertThat(small.next() - small.first()).isEqualTo(1);

        small.insert(USERS, document(3));

        assertThat(numbers(small, CLUSTER)).containsExactly(3L);
    }
}
