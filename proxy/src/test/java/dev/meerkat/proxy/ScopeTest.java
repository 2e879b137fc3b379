package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said about an owner's calls acts on the owner's handles, in the thread, while it is said. */
class ScopeTest {

    private final OpenCache open = new OpenCache();
    private final Object owner = new Object();
    private final HandleProxies owned = open.proxies.ownedBy(owner);
    private final CallScopes scopes = open.proxies.scopes();
    private final String tenant = open.database + "t";
    private CachedCollection<Document> things;

    @BeforeEach
    void fill() {
        open.plain("things").insertOne(new Document("_id", 1).append("at", "home"));
        open.client
                .getDatabase(tenant)
                .getCollection("things")
                .insertOne(new Document("_id", 1).append("at", "tenant"));
        things = owned.wrap(open.plain("things"));
        things.findById(1);
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.client.getDatabase(tenant).drop();
        open.close();
    }

    private CallScopes.Scope inTenant() {
        return scopes.byCaller(owner, CallOptions.NONE.in(tenant));
    }

    private String at() {
        return things.findById(1).orElseThrow().getString("at");
    }

    @Test
    void whatIsSaidOfTheThreadIsMeantForAllHandlesAndIsTheWeakestWord() {
        CallOptions minute = CallOptions.NONE.keptFor(Duration.ofMinutes(1));
        CallOptions hour = CallOptions.NONE.keptFor(Duration.ofHours(1)).within(Duration.ofSeconds(1));
        try (CallScopes.Scope outer = scopes.byThread(hour)) {
            assertThat(scopes.of(null)).extracting(CallScopes.Said::options).isEqualTo(hour);
            try (CallScopes.Scope inner = scopes.byMethod(owner, minute)) {
                assertThat(scopes.of(owner))
                        .extracting(CallScopes.Said::options)
                        .isEqualTo(minute.over(hour));
                assertThat(scopes.of(null)).extracting(CallScopes.Said::options).isEqualTo(hour);
            }
            try (CallScopes.Scope inner = scopes.byThread(minute)) {
                assertThat(scopes.of(null)).extracting(CallScopes.Said::options).isEqualTo(minute.over(hour));
            }
            try (CallScopes.Scope inner = scopes.withoutCache()) {
                try (CallScopes.Scope innermost = scopes.byThread(minute)) {
                    assertThat(scopes.of(owner))
                            .extracting(CallScopes.Said::options)
                            .isEqualTo(minute.over(hour).uncached());
                }
            }
        }
        assertThat(scopes.of(null)).isNull();
    }

    @Test
    void aThreadIsNotLedToAnotherDatabase() {
        assertThatThrownBy(() -> scopes.byThread(CallOptions.NONE.in(tenant)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(tenant);
    }

    @Test
    void aScopeEndsAndWhatWasSaidBeforeHoldsAgain() {
        try (CallScopes.Scope outer = inTenant()) {
            try (CallScopes.Scope inner = scopes.byCaller(owner, CallOptions.NONE.in(open.database))) {
                assertThat(at()).isEqualTo("home");
            }
            assertThat(at()).isEqualTo("tenant");
        }
        assertThat(at()).isEqualTo("home");
    }

    @Test
    void anotherOwnersHandlesAndNobodysAreNotMeant() {
        CachedCollection<Document> anothers = open.proxies.ownedBy(new Object()).wrap(open.plain("things"));
        CachedCollection<Document> nobodys = open.proxies.wrap(open.plain("things"));
        try (CallScopes.Scope scope =
                scopes.byCaller(owner, CallOptions.NONE.in(tenant).uncached())) {
            open.commands.clear();
            assertThat(anothers.findById(1).orElseThrow()).containsEntry("at", "home");
            assertThat(nobodys.findById(1).orElseThrow()).containsEntry("at", "home");
            assertThat(open.commands.sent()).isEmpty();
        }
    }

    @Test
    void anotherOwnersScopeInBetweenHidesNothing() {
        try (CallScopes.Scope mine = inTenant();
                CallScopes.Scope anothers = scopes.byCaller(new Object(), CallOptions.NONE.in(open.database))) {
            assertThat(at()).isEqualTo("tenant");
        }
    }

    @Test
    void otherThreadsAreNotMeant() throws InterruptedException {
        AtomicReference<String> there = new AtomicReference<>();
        try (CallScopes.Scope scope = inTenant()) {
            Thread other = new Thread(() -> there.set(at()));
            other.start();
            other.join();
        }
        assertThat(there.get()).isEqualTo("home");
    }

    @Test
    void writesGoToTheNamedDatabaseAndInvalidateThere() {
        try (CallScopes.Scope scope = inTenant()) {
            assertThat(at()).isEqualTo("tenant");
            things.updateOne(eq("_id", 1), Updates.set("at", "changed"));
            assertThat(at()).isEqualTo("changed");
            things.insertOne(new Document("_id", 2));
            assertThat(things.getNamespace().getDatabaseName()).isEqualTo(tenant);
        }
        assertThat(at()).isEqualTo("home");
        assertThat(open.plain("things").countDocuments()).isEqualTo(1);
        assertThat(open.client.getDatabase(tenant).getCollection("things").countDocuments())
                .isEqualTo(2);
    }

    @Test
    void everyKindOfReadHeedsIt() {
        try (CallScopes.Scope scope = inTenant()) {
            assertThat(things.find().first()).containsEntry("at", "tenant");
            assertThat(things.aggregate(List.of()).first()).containsEntry("at", "tenant");
            assertThat(things.distinct("at", String.class).into(new ArrayList<>()))
                    .containsExactly("tenant");
            assertThat(things.countDocuments(eq("at", "tenant"))).isEqualTo(1);
            assertThat(things.withDocumentClass(org.bson.BsonDocument.class)
                            .find()
                            .first())
                    .containsEntry("at", new org.bson.BsonString("tenant"));
        }
    }

    @Test
    void anIterableKeepsWhatHeldWhenItWasMade() {
        CachedFindIterable<Document> made;
        try (CallScopes.Scope scope = inTenant()) {
            made = things.find();
        }
        try (MongoCursor<Document> cursor = made.cursor()) {
            assertThat(cursor.next()).containsEntry("at", "tenant");
        }
        CachedFindIterable<Document> before = things.find();
        try (CallScopes.Scope scope = inTenant()) {
            assertThat(before.first()).containsEntry("at", "home");
        }
    }

    @Test
    void aHandleThatLeavesTheScopeIsAsBefore() {
        CachedCollection<Document> left;
        try (CallScopes.Scope scope = inTenant()) {
            left = things.cacheTtl(Duration.ofMinutes(1)).withDocumentClass(Document.class);
        }
        assertThat(left.findById(1).orElseThrow()).containsEntry("at", "home");
    }

    @Test
    void wrappingAnewForAnOwnerIsOneLayerAndKeepsTheHandlesOptions() {
        CachedCollection<Document> uncached =
                open.proxies.wrap(open.plain("things")).noCache();
        CachedCollection<Document> anew = owned.wrap(uncached);
        try (CallScopes.Scope scope = inTenant()) {
            assertThat(anew.findById(1).orElseThrow()).containsEntry("at", "tenant");
        }
        open.commands.clear();
        anew.findById(1);
        assertThat(open.commands.sent()).hasSize(1);
        assertThat(owned.wrap(anew)).isSameAs(anew);
        assertThat(open.proxies.wrap(anew)).isSameAs(anew);
        assertThat(anew).isNotEqualTo(uncached).isEqualTo(owned.wrap(uncached));
    }

    @Test
    void aScopeMustEndInItsThreadAndInOrder() throws InterruptedException {
        CallScopes.Scope outer = inTenant();
        CallScopes.Scope inner = scopes.withoutCache();
        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("opened later");
        AtomicReference<Throwable> there = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                inner.close();
            } catch (IllegalStateException e) {
                there.set(e);
            }
        });
        other.start();
        other.join();
        assertThat(there.get()).hasMessageContaining("another thread");
        inner.close();
        outer.close();
        assertThat(at()).isEqualTo("home");
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> CallOptions.NONE.keptFor(Duration.ZERO))
                .hasMessageContaining("at least a millisecond");
        assertThatThrownBy(() -> CallOptions.NONE.in("a.b")).isInstanceOf(IllegalArgumentException.class);
        try (CallScopes.Scope scope = scopes.byCaller(owner, CallOptions.NONE.in("admin"))) {
            assertThatThrownBy(this::at).hasMessageContaining("server's own database");
        }
    }
}
