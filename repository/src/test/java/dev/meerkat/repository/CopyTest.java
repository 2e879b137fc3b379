package dev.meerkat.repository;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Classes of every shape, wrapped by a copy: reads are cached, also those of calls among the methods. */
class CopyTest {

    private final OpenRepositories open = new OpenRepositories();
    private final Repositories repositories = open.repositories;

    @AfterEach
    void close() {
        open.close();
    }

    /** Constructor arguments, private final fields, no constructor without arguments; not public. */
    static class Users {

        static final AtomicInteger MADE = new AtomicInteger();

        private final String plan;
        private final int factor;
        private final List<String> log;
        private final MongoCollection<Document> users;

        Users(String plan, int factor, List<String> log, MongoCollection<Document> users) {
            MADE.incrementAndGet();
            this.plan = Objects.requireNonNull(plan);
            this.factor = factor;
            this.log = log;
            this.users = Objects.requireNonNull(users);
        }

        long count() {
            return users.countDocuments(eq("plan", plan));
        }

        long times() {
            log.add("times");
            return factor * count();
        }

        void add(String newPlan) {
            users.insertOne(new Document("plan", newPlan));
        }
    }

    @Test
    void aClassWithConstructorArgumentsAndPrivateFinalFields() {
        List<String> log = new ArrayList<>();
        Users original = new Users("premium", 1, log, open.users());
        int made = Users.MADE.get();
        Users users = repositories.wrap(original);
        assertThat(Users.MADE).as("no constructor runs").hasValue(made);
        assertThat(users).isNotSameAs(original).isInstanceOf(Users.class);
        open.assertCaches(users::times);
        assertThat(log).as("what holds no handle is shared").isNotEmpty();
        open.assertUncached(original::count);
    }

    @Test
    void theOwnWritesOfARepositoryAreSeenAtOnce() {
        Users users = repositories.wrap(new Users("premium", 1, new ArrayList<>(), open.users()));
        assertThat(users.count()).isEqualTo(1);
        users.add("premium");
        assertThat(users.count()).isEqualTo(2);
    }

    @Test
    void callsAmongTheMethodsAreCached() {
        Users users = repositories.wrap(new Users("premium", 3, new ArrayList<>(), open.users()));
        assertThat(users.count()).isEqualTo(1);
        assertThat(open.sent(users::times)).isEmpty();
        assertThat(users.times()).isEqualTo(3);
    }

    /** A generic base class that holds the handle, and a method whose bridge differs from it. */
    abstract static class Base<T, K> {

        private final MongoCollection<T> collection;

        Base(MongoCollection<T> collection) {
            this.collection = collection;
        }

        abstract long countBy(K key);

        protected long count(String field, Object value) {
            return collection.countDocuments(eq(field, value));
        }
    }

    static class UsersByPlan extends Base<Document, String> {

        UsersByPlan(MongoCollection<Document> collection) {
            super(collection);
        }

        @Override
        long countBy(String plan) {
            return count("plan", plan);
        }
    }

    @Test
    void aGenericBaseClassThatHoldsTheHandle() {
        UsersByPlan users = repositories.wrap(new UsersByPlan(open.users()));
        open.assertCaches(() -> users.countBy("premium"));
        Base<Document, String> asBase = users;
        assertThat(open.sent(() -> asBase.countBy("premium"))).isEmpty();
    }

    interface Counting {

        MongoCollection<Document> collection();

        default long premium() {
            return collection().countDocuments(eq("plan", "premium"));
        }
    }

    static class WithDefaultMethod implements Counting {

        private final MongoCollection<Document> collection;

        WithDefaultMethod(MongoCollection<Document> collection) {
            this.collection = collection;
        }

        @Override
        public MongoCollection<Document> collection() {
            return collection;
        }
    }

    @Test
    void aDefaultMethodOfAnInterface() {
        WithDefaultMethod users = repositories.wrap(new WithDefaultMethod(open.users()));
        open.assertCaches(users::premium);
    }

    static class OfDatabase {

        private final MongoDatabase database;

        OfDatabase(MongoDatabase database) {
            this.database = database;
        }

        long premium() {
            return database.getCollection(OpenRepositories.USERS).countDocuments(eq("plan", "premium"));
        }
    }

    @Test
    void aDatabaseInAField() {
        OfDatabase users = repositories.wrap(new OfDatabase(open.plain()));
        open.assertCaches(users::premium);
    }

    static class OfClient {

        private final MongoClient client;
        private final String database;
        private @Nullable MongoCollection<Document> lazy;

        OfClient(MongoClient client, String database) {
            this.client = client;
            this.database = database;
        }

        long premium() {
            MongoCollection<Document> users = lazy;
            if (users == null) {
                users = client.getDatabase(database).getCollection(OpenRepositories.USERS);
                lazy = users;
            }
            return users.countDocuments(eq("plan", "premium"));
        }
    }

    @Test
    void aClientInAFieldAndACollectionMadeLater() {
        OfClient users = repositories.wrap(new OfClient(open.client, open.database));
        open.assertCaches(users::premium);
    }

    static class OfSupplier {

        private final Supplier<? extends MongoCollection<Document>> users;

        OfSupplier(Supplier<? extends MongoCollection<Document>> users) {
            this.users = users;
        }

        long premium() {
            return users.get().countDocuments(eq("plan", "premium"));
        }

        MongoCollection<Document> now() {
            return users.get();
        }
    }

    @Test
    void aSupplierOfHandlesIsAskedEachTimeAndGivesTheSameWrapForTheSameHandle() {
        List<MongoCollection<Document>> given = new ArrayList<>(List.of(open.users()));
        OfSupplier users = repositories.wrap(new OfSupplier(() -> given.get(0)));
        open.assertCaches(users::premium);
        MongoCollection<Document> first = users.now();
        assertThat(users.now()).isSameAs(first);
        given.set(0, open.plain().getCollection("others"));
        assertThat(users.now().getNamespace().getCollectionName()).isEqualTo("others");
    }

    @Test
    void optionsActOnDatabasesClientsAndSuppliers() {
        OfDatabase ofDatabase = repositories.wrap(new OfDatabase(open.plain()));
        OfClient ofClient = repositories.wrap(new OfClient(open.client, open.database));
        OfSupplier ofSupplier = repositories.wrap(new OfSupplier(open::users));
        assertThat(ofDatabase.premium()).isEqualTo(1);
        open.assertUncached(repositories.noCache(ofDatabase)::premium);
        open.assertUncached(repositories.noCache(ofClient)::premium);
        open.assertUncached(repositories.noCache(ofSupplier)::premium);
        assertThat(repositories.db(ofDatabase, "tenant").premium()).isZero();
        assertThat(repositories.db(ofClient, "tenant").premium()).isZero();
        assertThat(repositories.db(ofSupplier, "tenant").premium()).isZero();
        assertThat(open.sent(ofDatabase::premium)).isEmpty();
        assertThat(open.sent(ofClient::premium)).isEmpty();
        assertThat(open.sent(ofSupplier::premium)).isEmpty();
    }

    static class Options implements Cached<Options> {

        private final MongoCollection<Document> users;

        Options(MongoCollection<Document> users) {
            this.users = users;
        }

        long premium() {
            return users.countDocuments(eq("plan", "premium"));
        }
    }

    @Test
    void aClassThatExtendsCached() {
        Options users = repositories.wrap(new Options(open.users()));
        open.assertCaches(users::premium);
        open.assertUncached(users.noCache()::premium);
        assertThat(open.sent(users::premium)).isEmpty();
        assertThat(users.db("tenant").premium()).isZero();
    }

    @Test
    void wrappingTwiceGivesOneLayer() {
        Users users = repositories.wrap(new Users("premium", 1, new ArrayList<>(), open.users()));
        assertThat(repositories.wrap(users)).isSameAs(users);
        Users view = repositories.noCache(users);
        assertThat(repositories.wrap(view)).isSameAs(view);
    }
}
