package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.meerkat.proxy.CallScopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose word holds about a repository's calls: the caller's, the annotations', the thread's; in each way of wrapping. */
class PrecedenceTest {

    private final OpenRepositories open = new OpenRepositories();

    @AfterEach
    void close() {
        open.client.getDatabase("a").drop();
        open.client.getDatabase("b").drop();
        open.close();
    }

    interface Users {

        @CacheFor("2m")
        long timed();

        @NoCache
        long uncached();

        long silent();

        long in(@Db String database);

        void inserts(@Db String database);
    }

    static class OpenUsers implements Users {

        private final MongoCollection<Document> users;

        OpenUsers(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        public long timed() {
            return users.countDocuments(new Document("n", 1));
        }

        @Override
        public long uncached() {
            return users.countDocuments(new Document("n", 2));
        }

        @Override
        public long silent() {
            return users.countDocuments(new Document("n", 3));
        }

        @Override
        public long in(String database) {
            return users.countDocuments();
        }

        @Override
        public void inserts(String database) {
            users.insertOne(new Document());
        }
    }

    enum Form {
        COPY {
            @Override
            Users wrap(OpenRepositories open) {
                return open.repositories.wrap(new OpenUsers(open.users()));
            }
        },
        INTERFACE {
            @Override
            Users wrap(OpenRepositories open) {
                return open.repositories.wrap(Users.class, new OpenUsers(open.users()));
            }
        },
        FACTORY {
            @Override
            Users wrap(OpenRepositories open) {
                return open.repositories.wrap(
                        Users.class,
                        client ->
                                new OpenUsers(client.getDatabase(open.database).getCollection(OpenRepositories.USERS)));
            }
        };

        abstract Users wrap(OpenRepositories open);
    }

    @ParameterizedTest
    @EnumSource
    void theCallersTimeHoldsAgainstTheAnnotations(Form form) {
        Users users = form.wrap(open);
        open.assertKeptFor(Duration.ofMinutes(2), users::timed);
        open.assertKeptFor(OpenRepositories.TTL, users::silent);
        forwardPastAll();
        Users view = open.repositories.cacheTtl(users, Duration.ofMinutes(1));
        open.assertKeptFor(Duration.ofMinutes(1), view::timed);
        open.assertKeptFor(Duration.ofMinutes(1), view::silent);
        forwardPastAll();
        open.assertKeptFor(Duration.ofMinutes(3), open.repositories.cacheTtl(view, Duration.ofMinutes(3))::timed);
    }

    private void forwardPastAll() {
        open.forward(Duration.ofHours(1));
    }

    @ParameterizedTest
    @EnumSource
    void noCacheHoldsWhoeverSaysIt(Form form) {
        Users users = form.wrap(open);
        Users timed = open.repositories.cacheTtl(users, Duration.ofHours(1));
        open.assertUncached(users::uncached);
        open.assertUncached(timed::uncached);
        open.assertUncached(open.repositories.noCache(users)::timed);
        open.assertUncached(open.repositories.cacheTtl(open.repositories.noCache(users), Duration.ofHours(1))::timed);
        users.timed();
        assertThat(open.sent(timed::timed)).isEmpty();
        try (CallScopes.Scope scope = open.proxies.scopes().withoutCache()) {
            open.assertUncached(users::timed);
            open.assertUncached(timed::timed);
        }
        assertThat(open.sent(timed::timed)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theInnermostWordOnTheDatabaseHolds(Form form) {
        Users users = form.wrap(open);
        users.inserts("a");
        users.inserts("b");
        users.inserts("b");
        Users ofA = open.repositories.db(users, "a");
        assertThat(ofA.in("b")).isEqualTo(2);
        assertThat(open.repositories.db(open.repositories.db(users, "b"), "a").in("a"))
                .isEqualTo(1);
        assertThat(ofA.silent()).isZero();
        open.repositories.db(ofA, "b").inserts("a");
        assertThat(users.in("a")).isEqualTo(2);
    }

    /** Options of one thread's call are no other thread's. */
    @Test
    void optionsAreForTheCallersThread() throws Exception {
        Users users = Form.COPY.wrap(open);
        users.silent();
        List<String> sent = new ArrayList<>();
        LongSupplier callback = () -> {
            Thread thread = new Thread(() -> sent.addAll(open.sent(users::silent)));
            thread.start();
            join(thread);
            return 0;
        };
        Calling uncached = open.repositories.noCache(open.repositories.wrap(new Calling(open.users())));
        assertThat(uncached.call(callback)).isZero();
        assertThat(sent).isEmpty();
    }

    /** A repository's method that calls another repository by a callback, then itself. */
    static class Calling {

        private final MongoCollection<Document> users;

        Calling(MongoCollection<Document> users) {
            this.users = users;
        }

        long call(LongSupplier other) {
            return other.getAsLong();
        }

        long read() {
            return users.countDocuments(new Document("n", 4));
        }
    }

    @Test
    void optionsAreForTheRepositoryAndNotForOthersCalledWithin() {
        Users users = Form.COPY.wrap(open);
        Calling calling = open.repositories.wrap(new Calling(open.users()));
        Calling uncached = open.repositories.noCache(calling);
        users.silent();
        calling.read();
        assertThat(open.sent(() -> uncached.call(users::silent))).isEmpty();
        assertThat(open.sent(() -> uncached.call(calling::read)))
                .as("the same repository within")
                .isNotEmpty();
        assertThat(open.sent(calling::read)).isEmpty();
    }

    @Test
    void anIterableThatLeavesTheMethodKeepsItsOptions() {
        Finding finding = open.repositories.wrap(new Finding(open.users()));
        Supplier<Stream<Document>> cached = () -> stream(finding.all());
        Supplier<Stream<Document>> live = () -> stream(finding.live());
        OpenRepositories.once(cached);
        assertThat(open.sent(cached)).isEmpty();
        open.assertUncached(live);
        open.assertUncached(() -> stream(open.repositories.noCache(finding).all()));
    }

    private static Stream<Document> stream(Iterable<Document> documents) {
        List<Document> all = new ArrayList<>();
        documents.forEach(all::add);
        return all.stream();
    }

    static class Finding {

        private final MongoCollection<Document> users;

        Finding(MongoCollection<Document> users) {
            this.users = users;
        }

        Iterable<Document> all() {
            return users.find();
        }

        @NoCache
        Iterable<Document> live() {
            return users.find();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
