package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Watched;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.DatabaseRegister;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.EventSource.Cursor;
import dev.meerkat.cache.spi.HistoryLostException;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.NotAuthorizedException;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over a server that refuses the cluster's stream, and grants it. */
@Timeout(60)
class WidestEventSourceTest {

    private static final Namespace SHOP = new Namespace("shop", "orders");
    private static final Namespace CRM = new Namespace("crm", "people");
    private static final Namespace META = new Namespace("meta", "things");
    private static final Namespace OTHER = new Namespace("other", "things");
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final ClusterFixture cluster = new ClusterFixture();
    private final Register register = new Register();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final WidestEventSource source = source(Ticker.system());
    private @Nullable BsonDocument token;

    private WidestEventSource source(Ticker ticker) {
        return new WidestEventSource(
                new Picky(new MongoChangeStreams(cluster.client(), WAIT), refused),
                "meta",
                new WantedDatabases(new Watched(), register, ticker),
                ticker,
                WAIT,
                RETRY);
    }

    @BeforeEach
    void refuse() {
        cluster.server().control().refuseClusterStreams(true);
        register.names.add("shop");
        register.names.add("crm");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void whereItIsGrantedTheClusterIsWatched() throws PortException {
        cluster.server().control().refuseClusterStreams(false);
        long start = insert(OTHER);

        try (Cursor cursor = source.startAt(start)) {
            assertThat(cursor.coverage()).isEqualTo(Coverage.ALL);
            assertThat(read(cursor, 1)).containsExactly("other");
        }
        assertThat(source.isRefused()).isFalse();
    }

    @Test
    void whereItIsRefusedTheDatabasesThatAreWantedAreWatchedAsOne() throws PortException {
        long start = insert(SHOP);
        insert(OTHER);
        insert(CRM);
        insert(META);
        insert(SHOP);

        try (Cursor cursor = source.startAt(start)) {
            assertThat(cursor.coverage()).isEqualTo(Coverage.of(Set.of("meta", "shop", "crm")));
            assertThat(read(cursor, 4)).containsExactly("shop", "crm", "meta", "shop");
        }
        assertThat(source.isRefused()).isTrue();
    }

    @Test
    void theTokenLeadsToTheNextEventsOfAll() throws PortException {
        long start = insert(SHOP);
        try (Cursor cursor = source.startAt(start)) {
            read(cursor, 1);
        }
        insert(CRM);
        insert(SHOP);

        try (Cursor cursor = source.resumeAfter(token())) {
            assertThat(read(cursor, 2)).containsExactly("crm", "shop");
        }
    }

    @Test
    void theClustersTokenLeadsToTheEventsOfTheDatabasesFromItsTimeOn() throws PortException {
        cluster.server().control().refuseClusterStreams(false);
        long start = insert(OTHER);
        try (Cursor cursor = source.startAt(start)) {
            read(cursor, 1);
        }
        insert(CRM);
        insert(SHOP);
        cluster.server().control().refuseClusterStreams(true);

        try (Cursor cursor = source.resumeAfter(token())) {
            assertThat(read(cursor, 2)).containsExactly("crm", "shop");
        }
        assertThatThrownBy(() -> source.resumeAfter(new BsonDocument("unknown", new BsonInt32(1))))
                .as("a form whose time is unknown")
                .isInstanceOf(HistoryLostException.class);
    }

    @Test
    void theDatabasesTokenLeadsToAllEventsFromItsTimeOn() throws PortException {
        long start = insert(SHOP);
        try (Cursor cursor = source.startAt(start)) {
            read(cursor, 1);
        }
        insert(OTHER);
        cluster.server().control().refuseClusterStreams(false);

        try (Cursor cursor = source.resumeAfter(token())) {
            assertThat(cursor.coverage()).isEqualTo(Coverage.ALL);
            assertThat(databases(cursor)).contains("other");
        }
    }

    @Test
    void aDatabaseIsWatchedFromTheWatermarkOnAtWhichItIsAdded() throws PortException {
        long start = insert(SHOP);
        WantedDatabases wanted = new WantedDatabases(new Watched(), register, Ticker.system());
        WidestEventSource learning = new WidestEventSource(
                new MongoChangeStreams(cluster.client(), WAIT), "meta", wanted, Ticker.system(), WAIT, RETRY);
        try (Cursor cursor = learning.startAt(start)) {
            read(cursor, 1);
            insert(OTHER);
            register.names.add("other");
            wanted.exchange(true);

            assertThat(read(cursor, 1)).containsExactly("other");
            assertThat(cursor.coverage()).isEqualTo(Coverage.of(Set.of("meta", "shop", "crm", "other")));

            register.names.remove("crm");
            wanted.exchange(true);
            cursor.next(WAIT);
            assertThat(cursor.coverage()).isEqualTo(Coverage.of(Set.of("meta", "shop", "other")));
        }
    }

    @Test
    void aDatabaseThatIsDroppedIsWatchedOn() throws PortException {
        long start = insert(SHOP);
        try (Cursor cursor = source.startAt(start)) {
            cluster.client().getDatabase("shop").drop();
            insert(SHOP);

            assertThat(types(cursor, "insert", 2))
                    .containsSubsequence("insert", "drop", "dropDatabase", "insert")
                    .doesNotContain("invalidate");
        }
        insert(SHOP);
        try (Cursor cursor = source.resumeAfter(token())) {
            assertThat(types(cursor, "insert", 1)).containsExactly("insert");
        }
    }

    @Test
    void aDatabaseThatMayNotBeWatchedIsLeftOut() throws PortException {
        refused.add("crm");
        long start = insert(CRM);
        insert(SHOP);

        try (Cursor cursor = source.startAt(start)) {
            assertThat(cursor.coverage()).isEqualTo(Coverage.of(Set.of("meta", "shop")));
            assertThat(read(cursor, 1)).containsExactly("shop");
        }
        refused.add("meta");
        assertThatThrownBy(() -> source.startAt(start)).isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void whatWasRefusedIsTriedAgain() throws PortException {
        ManualTicker ticker = new ManualTicker();
        refused.add("crm");
        long start = insert(CRM);
        try (Cursor cursor = source(ticker).startAt(start)) {
            refused.clear();
            ticker.pass(RETRY);
            assertThat(nextOf(cursor, ticker)).isEqualTo(Coverage.of(Set.of("meta", "shop", "crm")));

            cluster.server().control().refuseClusterStreams(false);
            ticker.pass(RETRY);
            assertThat(nextOf(cursor, ticker)).isEqualTo(Coverage.ALL);
            insert(OTHER);
            assertThat(databases(cursor)).contains("other");
        }
    }

    @Test
    void ofTooManyDatabasesSomeAreLeftOut() throws PortException {
        IntStream.range(0, 100).forEach(i -> register.names.add("tenant" + i));
        long start = insert(SHOP);

        try (Cursor cursor = source.startAt(start)) {
            assertThat(cursor.coverage().databases())
                    .hasSize(MergedCursor.MOST_DATABASES)
                    .contains("meta");
        }
    }

    @Test
    void lostHistoryIsTold() throws PortException {
        long start = insert(SHOP);
        insert(SHOP);
        cluster.server().control().trimHistory();

        assertThatThrownBy(() -> {
                    try (Cursor cursor = source.startAt(start)) {
                        cursor.next(WAIT);
                    }
                })
                .isInstanceOf(HistoryLostException.class);
    }

    private static Coverage nextOf(Cursor cursor, ManualTicker ticker) throws PortException {
        ticker.pass(WAIT);
        cursor.next(Duration.ZERO);
        return cursor.coverage();
    }

    private long insert(Namespace namespace) {
        return cluster.write(namespace, (session, some) -> some.insertOne(session, new BsonDocument()));
    }

    private BsonDocument token() {
        return Objects.requireNonNull(token);
    }

    /** The databases of the next events. */
    private List<String> read(Cursor cursor, int count) throws PortException {
        List<String> names = new ArrayList<>();
        while (names.size() < count) {
            names.addAll(databases(cursor));
        }
        return names;
    }

    private List<String> types(Cursor cursor, String last, int times) throws PortException {
        List<String> types = new ArrayList<>();
        while (types.stream().filter(last::equals).count() < times) {
            next(cursor)
                    .forEach(event -> types.add(event.getString("operationType").getValue()));
        }
        return types;
    }

    /** Of the next batch that has any events. */
    private List<String> databases(Cursor cursor) throws PortException {
        List<BsonDocument> events = next(cursor);
        while (events.isEmpty()) {
            events = next(cursor);
        }
        return events.stream()
                .map(event -> event.getDocument("ns").getString("db").getValue())
                .toList();
    }

    private List<BsonDocument> next(Cursor cursor) throws PortException {
        EventSource.Batch batch = cursor.next(WAIT);
        token = batch.resumeToken();
        return batch.events();
    }

    /** Those of a user who may not watch some databases. */
    private record Picky(ChangeStreams streams, Set<String> refused) implements ChangeStreams {

        @Override
        public EventSource ofCluster() {
            return streams.ofCluster();
        }

        @Override
        public EventSource ofDatabase(String name, Duration maxAwait) {
            return refused.contains(name) ? new Refused() : streams.ofDatabase(name, maxAwait);
        }
    }

    private static final class Refused implements EventSource {

        @Override
        public Cursor resumeAfter(BsonDocument token) throws PortException {
            throw new NotAuthorizedException("not authorized");
        }

        @Override
        public Cursor startAt(long clusterTime) throws PortException {
            throw new NotAuthorizedException("not authorized");
        }
    }

    private static final class Register implements DatabaseRegister {

        private final Set<String> names = ConcurrentHashMap.newKeySet();

        @Override
        public void add(String database) {
            names.add(database);
        }

        @Override
        public Set<String> read() {
            return Set.copyOf(names);
        }
    }
}
