package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.BypassReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose word holds where several say something about one read: the word nearest to the read; no cache, whoever says it. */
class PrecedenceTest {

    private static final Duration BY_DEFAULT = Duration.ofMinutes(5);
    private static final Duration OF_COLLECTION = Duration.ofSeconds(250);

    /** Who says something, the strongest first, and the time that each says. */
    enum Level {
        ITERABLE(50),
        HANDLE(100),
        CALLER(150),
        METHOD(200);

        final Duration ttl;

        Level(int seconds) {
            ttl = Duration.ofSeconds(seconds);
        }
    }

    private final OpenCache open = new OpenCache(new ProxyOptions(
            BY_DEFAULT,
            1 << 16,
            true,
            Duration.ofSeconds(5),
            64,
            namespace -> false,
            namespace -> switch (namespace.collection()) {
                case "timed" -> new CollectionSettings(false, OF_COLLECTION, 0, 0);
                case "off" -> new CollectionSettings(true, null, 0, 0);
                default -> CollectionSettings.DEFAULT;
            }));
    private final Object owner = new Object();
    private final HandleProxies owned = open.proxies.ownedBy(owner);
    private final CallScopes scopes = owned.scopes();

    @AfterEach
    void close() {
        for (Level level : Level.values()) {
            open.client.getDatabase(databaseOf(level)).drop();
        }
        open.close();
    }

    private CachedCollection<Document> collection(String name) {
        open.client.getDatabase(open.database).createCollection(name);
        CachedCollection<Document> collection = owned.wrap(open.plain(name));
        open.commands.clear();
        return collection;
    }

    private boolean sends(Supplier<?> read) {
        open.commands.clear();
        assertThat(read.get()).isNotNull();
        return !open.commands.sent().isEmpty();
    }

    /** A read about which each of these says its time. */
    private List<Document> read(CachedCollection<Document> collection, Set<Level> saying) {
        CallOptions caller =
                saying.contains(Level.CALLER) ? CallOptions.NONE.keptFor(Level.CALLER.ttl) : CallOptions.NONE;
        CallOptions method =
                saying.contains(Level.METHOD) ? CallOptions.NONE.keptFor(Level.METHOD.ttl) : CallOptions.NONE;
        try (CallScopes.Scope outer = scopes.byCaller(owner, caller);
                CallScopes.Scope inner = scopes.byMethod(owner, method)) {
            CachedCollection<Document> handle =
                    saying.contains(Level.HANDLE) ? collection.cacheTtl(Level.HANDLE.ttl) : collection;
            CachedFindIterable<Document> find = handle.find();
            return (saying.contains(Level.ITERABLE) ? find.cacheTtl(Level.ITERABLE.ttl) : find).into(new ArrayList<>());
        }
    }

    static Stream<Set<Level>> everySet() {
        return IntStream.range(0, 1 << Level.values().length).mapToObj(bits -> {
            Set<Level> set = EnumSet.noneOf(Level.class);
            for (Level level : Level.values()) {
                if ((bits & (1 << level.ordinal())) != 0) {
                    set.add(level);
                }
            }
            return set;
        });
    }

    private void assertKeptFor(Duration ttl, CachedCollection<Document> collection, Set<Level> saying) {
        read(collection, saying);
        open.ticker.forward(ttl.minusSeconds(20));
        assertThat(sends(() -> read(collection, saying))).isFalse();
        open.ticker.forward(Duration.ofSeconds(21));
        assertThat(sends(() -> read(collection, saying))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everySet")
    void theTimeSaidNearestToTheReadHolds(Set<Level> saying) {
        Duration expected = saying.stream().findFirst().map(level -> level.ttl).orElse(BY_DEFAULT);
        assertKeptFor(expected, collection("things"), saying);
    }

    @ParameterizedTest
    @MethodSource("everySet")
    void theCollectionsTimeIsWeakerThanAllButTheDefault(Set<Level> saying) {
        Duration expected = saying.stream().findFirst().map(level -> level.ttl).orElse(OF_COLLECTION);
        assertKeptFor(expected, collection("timed"), saying);
    }

    @Test
    void noCacheHoldsWhoeverSaysIt() {
        CachedCollection<Document> things = collection("things");
        CallOptions uncached = CallOptions.NONE.uncached();
        Set<Level> all = EnumSet.allOf(Level.class);
        read(things, all);
        assertThat(sends(() -> read(things, all))).isFalse();

        assertThat(sends(() -> things.find().cacheTtl(BY_DEFAULT).noCache().into(new ArrayList<>())))
                .isTrue();
        assertThat(sends(() -> read(things.noCache(), all))).isTrue();
        try (CallScopes.Scope scope = scopes.byCaller(owner, uncached)) {
            assertThat(sends(() -> read(things, all))).isTrue();
        }
        try (CallScopes.Scope scope = scopes.byMethod(owner, uncached)) {
            assertThat(sends(() -> read(things, all))).isTrue();
        }
        try (CallScopes.Scope scope = scopes.withoutCache()) {
            assertThat(sends(() -> read(things, all))).isTrue();
        }
        assertThat(open.bypasses(BypassReason.NO_CACHE)).isEqualTo(5);
        assertThat(sends(() -> read(things, all))).isFalse();
    }

    @Test
    void aCollectionThatIsOffIsNeverCachedNorIsWhatLooksItUp() {
        CachedCollection<Document> off = collection("off");
        CachedCollection<Document> things = collection("things");
        for (int i = 0; i < 2; i++) {
            assertThat(sends(() -> read(off, EnumSet.allOf(Level.class)))).isTrue();
            assertThat(sends(() -> things.aggregate(List.of(Document.parse(
                                    "{$lookup: {from: 'off', localField: 'a', foreignField: 'b', as: 'c'}}")))
                            .into(new ArrayList<>())))
                    .isTrue();
        }
        assertThat(open.bypasses(BypassReason.COLLECTION_OFF)).isEqualTo(4);
    }

    private String databaseOf(Level level) {
        return open.database + level;
    }

    @ParameterizedTest
    @EnumSource(names = "METHOD", mode = EnumSource.Mode.EXCLUDE)
    void theDatabaseNamedNearestToTheReadHolds(Level strongest) {
        for (Level level : Level.values()) {
            open.client
                    .getDatabase(databaseOf(level))
                    .getCollection("things")
                    .insertOne(new Document("_id", level.name()));
        }
        CachedCollection<Document> things = collection("things");
        try (CallScopes.Scope outer = scopes.byCaller(owner, CallOptions.NONE.in(databaseOf(Level.CALLER)));
                CallScopes.Scope inner = scopes.byMethod(owner, CallOptions.NONE.in(databaseOf(Level.METHOD)))) {
            CachedCollection<Document> handle =
                    strongest == Level.CALLER ? things : things.db(databaseOf(Level.HANDLE));
            CachedFindIterable<Document> find = handle.find();
            CachedFindIterable<Document> asked =
                    strongest == Level.ITERABLE ? find.db(databaseOf(Level.ITERABLE)) : find;
            assertThat(asked.first()).containsEntry("_id", strongest.name());
        }
    }
}
