package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.meerkat.examples.manual.WrappingARepositoryTest.UserRepository;
import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.Cached;
import dev.meerkat.repository.Db;
import dev.meerkat.repository.NoCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OptionsPageTest extends ManualTest {

    @Test
    void theCallerSaysItOfSomeCalls() throws Exception {
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient));
        int id = 1;
        // tag::caller[]
        meerkat.noCache(users).findById(id); // straight from MongoDB
        meerkat.cacheTtl(users, Duration.ofHours(1)).findByPlan("premium"); // kept for an hour at most
        meerkat.db(users, "client-abc").changePlan(id, "premium"); // in a tenant's database
        // end::caller[]
        isNotCached(() -> meerkat.noCache(users).findById(id));
        isNotCached(() -> meerkat.noCache(users).isPremium(id));
        isCached(() -> meerkat.cacheTtl(users, Duration.ofHours(1)).findByPlan("premium"));
        isCached(() -> users.findById(id));
        assertThat(meerkat.db(users, TENANT).findById(id)).contains(new User(1, "Alan", "premium"));
        assertThat(meerkat.db(users, TENANT).isPremium(id)).isTrue();
        assertThat(meerkat.db(users, TENANT).findByPlan("free")).isEmpty();
        assertThat(users.findById(id)).contains(new User(1, "Ada", "premium"));
    }

    // tag::cached[]
    interface UserQueries extends Cached<UserQueries> {
        Optional<User> findById(int id);
    }

    record MongoUsers(MongoCollection<User> users) implements UserQueries {
        @Override
        public Optional<User> findById(int id) {
            return Optional.ofNullable(users.find(eq(id)).first());
        }
    }
    // end::cached[]

    @Test
    void whatIsCachedHasTheOptionsAsMethods() throws Exception {
        MongoUsers original = new MongoUsers(users(mongoClient, "shop"));
        UserQueries users = meerkat.wrap(UserQueries.class, original);
        int id = 1;
        // tag::cached-calls[]
        users.noCache().findById(id);
        users.db("client-abc").cacheTtl(Duration.ofHours(1)).findById(id);
        // end::cached-calls[]
        isCached(() -> users.findById(id));
        isNotCached(() -> users.noCache().findById(id));
        isCached(() -> users.db(TENANT).cacheTtl(Duration.ofHours(1)).findById(id));
        assertThat(users.db(TENANT).findById(id)).map(User::name).contains("Alan");
        assertThatThrownBy(original::noCache).isInstanceOf(IllegalStateException.class);
    }

    // tag::annotations[]
    @CacheFor("10m") // all methods that don't say otherwise
    static class AnnotatedUsers {
        final MongoCollection<User> users;

        AnnotatedUsers(MongoClient client) {
            users = client.getDatabase("shop").getCollection("users", User.class);
        }

        @CacheFor("1ms")
        Optional<User> findById(int id) {
            return Optional.ofNullable(users.find(eq(id)).first());
        }

        @NoCache
        Optional<User> forBilling(int id) {
            return findById(id);
        }

        List<User> ofTenant(@Db String tenant) {
            return users.find().into(new ArrayList<>());
        }
    }
    // end::annotations[]

    static class MoreUsers extends AnnotatedUsers {
        MoreUsers(MongoClient client) {
            super(client);
        }

        List<User> all() {
            return users.find().into(new ArrayList<>());
        }

        FindIterable<User> later(@Db String tenant) {
            return users.find();
        }

        User inAnotherThread(@Db String tenant) {
            return CompletableFuture.supplyAsync(() -> users.find(eq(1)).first())
                    .join();
        }

        MongoCollection<User> collection(@Db String tenant) {
            return users;
        }
    }

    @Test
    @SuppressWarnings("NullAway") // as a caller does whose nulls nobody checks
    void theAuthorSaysItOfMethods() throws Exception {
        MoreUsers users = meerkat.wrap(new MoreUsers(mongoClient));
        isCached(users::all);
        isNotCached(() -> users.forBilling(1));
        isCached(() -> users.ofTenant(TENANT));
        assertThat(users.ofTenant(TENANT)).extracting(User::name).containsExactly("Alan");
        assertThat(users.all()).hasSize(2);
        await().during(Duration.ofMillis(200))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> commands(() -> users.findById(2)) > 0);
        assertThatThrownBy(() -> users.ofTenant(null)).hasMessageContaining("must name a database");
    }

    @Test
    void theCallersWordHoldsAgainstTheAuthors() {
        MoreUsers users = meerkat.wrap(new MoreUsers(mongoClient));
        isCached(() -> meerkat.cacheTtl(users, Duration.ofHours(1)).findById(2));
    }

    @Test
    void theThreadSaysItOfAllItsReads() throws Exception {
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient));
        MongoCollection<User> collection = meerkat.wrap(users(mongoClient, "shop"));
        isCached(() -> users.findByPlan("premium"));
        // tag::thread[]
        List<User> premium = meerkat.withoutCache(() -> users.findByPlan("premium"));
        // end::thread[]
        assertThat(premium).hasSize(1);
        isNotCached(() -> meerkat.withoutCache(() -> users.findByPlan("premium")));
        isNotCached(() -> meerkat.withoutCache(() -> collection.find().first()));
        isCached(() -> users.findByPlan("premium"));
    }

    static class Greetings {
        private final MongoCollection<User> users;
        private final UserRepository others;

        Greetings(MongoClient client, UserRepository others) {
            this.users = client.getDatabase("shop").getCollection("users", User.class);
            this.others = others;
        }

        List<String> names(int id) {
            return List.of(
                    users.find(eq(id)).first().name(),
                    others.findById(id).orElseThrow().name());
        }
    }

    @Test
    void anotherWrappedRepositoryThatIsCalledOnTheWayIsNotMeant() {
        UserRepository others = meerkat.wrap(new UserRepository(mongoClient));
        Greetings greetings = meerkat.wrap(new Greetings(mongoClient, others));
        assertThat(meerkat.db(greetings, TENANT).names(1)).containsExactly("Alan", "Ada");
    }

    @Test
    void whatARepositoryHoldsUnwrappedIsItsOwn() {
        Greetings greetings = meerkat.wrap(new Greetings(mongoClient, new UserRepository(mongoClient)));
        assertThat(meerkat.db(greetings, TENANT).names(1)).containsExactly("Alan", "Alan");
    }

    @Test
    void aScopeIsTheThreadsAndEndsWithTheMethod() {
        MoreUsers users = meerkat.wrap(new MoreUsers(mongoClient));
        assertThat(users.inAnotherThread(TENANT).name()).isEqualTo("Ada");
        assertThat(users.later(TENANT).first()).extracting(User::name).isEqualTo("Alan");
        assertThat(users.collection(TENANT).find(eq(1)).first())
                .extracting(User::name)
                .isEqualTo("Ada");
    }
}
