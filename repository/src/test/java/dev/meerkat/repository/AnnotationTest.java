package dev.meerkat.repository;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What annotations say, where they are found, and which calls they act on. */
class AnnotationTest {

    private final OpenRepositories open = new OpenRepositories();
    private final Repositories repositories = open.repositories;

    @AfterEach
    void close() {
        open.close();
    }

    interface Counting<K> {

        @CacheFor("2m")
        long by(K key);

        @NoCache
        default long uncached(K key) {
            return by(key);
        }
    }

    @CacheFor("4m")
    abstract static class Base<K> implements Counting<K> {

        final MongoCollection<Document> users;

        Base(MongoCollection<Document> users) {
            this.users = users;
        }

        long premium() {
            return users.countDocuments(eq("plan", "premium"));
        }

        @CacheFor("1m")
        abstract long first(K key);
    }

    static class Users extends Base<String> {

        Users(MongoCollection<Document> users) {
            super(users);
        }

        @Override
        public long by(String plan) {
            return users.countDocuments(eq("plan", plan));
        }

        @Override
        long first(String plan) {
            return users.countDocuments(eq("first", plan));
        }

        @CacheFor("PT3M")
        long own() {
            return users.countDocuments(eq("own", 1));
        }

        long callsUncached() {
            return uncached("premium");
        }

        long in(String plan, @Db @Nullable String database) {
            return by(plan);
        }

        void add(@Db String database, String plan) {
            users.insertOne(new Document("plan", plan));
        }
    }

    private Users users() {
        return repositories.wrap(new Users(open.users()));
    }

    @Test
    void theNearestAnnotationHolds() {
        Users users = users();
        open.assertKeptFor(Duration.ofMinutes(3), users::own);
        open.assertKeptFor(Duration.ofMinutes(4), users::premium);
        open.assertKeptFor(Duration.ofMinutes(2), () -> users.by("basic"));
        open.assertKeptFor(Duration.ofMinutes(1), () -> users.first("basic"));
    }

    @Test
    void anAnnotationOfAGenericInterfaceActsThroughEveryType() {
        Users users = users();
        Counting<String> counting = users;
        open.assertUncached(() -> users.uncached("premium"));
        open.assertUncached(() -> counting.uncached("premium"));
        open.assertKeptFor(Duration.ofMinutes(2), () -> counting.by("premium"));
    }

    @Test
    void anAnnotatedCallAmongTheMethodsActs() {
        open.assertUncached(users()::callsUncached);
    }

    @Test
    void anArgumentNamesTheDatabaseOfReadsAndWrites() {
        Users users = users();
        assertThat(users.in("premium", "tenant")).isZero();
        users.add("tenant", "premium");
        assertThat(users.in("premium", "tenant")).isEqualTo(1);
        assertThat(open.client
                        .getDatabase("tenant")
                        .getCollection(OpenRepositories.USERS)
                        .countDocuments())
                .isEqualTo(1);
        open.client.getDatabase("tenant").drop();
        assertThat(users.by("premium")).isEqualTo(1);
    }

    @Test
    void anArgumentThatNamesNoDatabaseIsRefused() {
        Users users = users();
        open.commands.clear();
        assertThatThrownBy(() -> users.in("premium", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Parameter 2 of Users.in(String, String), marked @Db, is null");
        assertThatThrownBy(() -> users.in("premium", "a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Parameter 2 of Users.in(String, String), marked @Db, is \"a b\"");
        assertThat(open.commands.sent()).isEmpty();
    }

    /** In an interface's view, before a class that can be extended and before one that can't. */
    static final class FinalCounting implements Counting<String> {

        private final MongoCollection<Document> users;

        FinalCounting(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        public long by(String plan) {
            return users.countDocuments(eq("plan", plan));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void annotationsActThroughAnInterface() {
        Counting<String> beforeFinal = repositories.wrap(Counting.class, new FinalCounting(open.users()));
        open.assertKeptFor(Duration.ofMinutes(2), () -> beforeFinal.by("premium"));
        open.assertUncached(() -> beforeFinal.uncached("premium"));
        Counting<String> beforeOpen = repositories.wrap(Counting.class, new Users(open.users()));
        open.assertKeptFor(Duration.ofMinutes(2), () -> beforeOpen.by("premium"));
        open.assertUncached(() -> beforeOpen.uncached("premium"));
    }

    record Nested(Users users) {}

    static class Service {

        private final Nested nested;

        Service(Nested nested) {
            this.nested = nested;
        }

        long uncached() {
            return nested.users().uncached("premium");
        }

        long cached() {
            return nested.users().by("premium");
        }
    }

    @Test
    void annotationsOfWhatARepositoryHoldsAct() {
        Service service = repositories.wrap(new Service(new Nested(new Users(open.users()))));
        open.assertUncached(service::uncached);
        open.assertKeptFor(Duration.ofMinutes(2), service::cached);
    }

    @NoCache
    interface Uncached {

        long live();
    }

    static class Mixed implements Uncached {

        private final MongoCollection<Document> users;

        Mixed(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        public long live() {
            return users.countDocuments();
        }

        long cached() {
            return users.countDocuments();
        }
    }

    @Test
    void anInterfacesAnnotationIsForItsMethods() {
        Mixed users = repositories.wrap(new Mixed(open.users()));
        open.assertUncached(users::live);
        users.cached();
        assertThat(open.sent(users::cached)).isEmpty();
    }

    @Test
    void anAnnotatedMethodKeepsItsLockAndItsExceptions() throws Exception {
        Locked users = repositories.wrap(new Locked(open.users()));
        open.assertCaches(users::premium);
        assertThat(catchThrowable(users::fail))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .hasNoCause();
    }

    static class Locked {

        private final MongoCollection<Document> users;

        Locked(MongoCollection<Document> users) {
            this.users = users;
        }

        @CacheFor("1h")
        synchronized long premium() {
            assertThat(Thread.holdsLock(this)).isTrue();
            return users.countDocuments(eq("plan", "premium"));
        }

        @CacheFor("1h")
        void fail() throws IOException {
            throw new IOException("as it is");
        }
    }

    /** A handler as a framework would have it. */
    private record Handler(Counting<String> target) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return method.invoke(target, arguments);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void annotationsOfAJdkProxysInterfacesAct() {
        Counting<String> users = repositories.wrap((Counting<String>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Counting.class}, new Handler(new Plain(open.users()))));
        open.assertUncached(() -> users.uncached("premium"));
        open.assertKeptFor(Duration.ofMinutes(2), () -> users.by("premium"));
    }

    /** Without annotations of its own. */
    static class Plain implements Counting<String> {

        private final MongoCollection<Document> users;

        Plain(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        public long by(String plan) {
            return users.countDocuments(eq("plan", plan));
        }
    }
}
