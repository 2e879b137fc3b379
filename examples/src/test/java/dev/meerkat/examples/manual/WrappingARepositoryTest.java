package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrappingARepositoryTest extends ManualTest {

    // tag::class[]
    static class UserRepository {

        private final MongoCollection<User> users;

        UserRepository(MongoClient client) {
            users = client.getDatabase("shop").getCollection("users", User.class);
        }

        Optional<User> findById(int id) {
            return Optional.ofNullable(users.find(eq(id)).first());
        }

        List<User> findByPlan(String plan) {
            return users.find(eq("plan", plan)).into(new ArrayList<>());
        }

        boolean isPremium(int id) {
            return findById(id).filter(user -> user.plan().equals("premium")).isPresent();
        }

        void changePlan(int id, String plan) {
            users.updateOne(eq(id), set("plan", plan));
        }
    }
    // end::class[]

    @Test
    void theSecondCallSendsNothing() throws Exception {
        // tag::wrap[]
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient));
        users.findByPlan("premium"); // cached
        users.isPremium(1); // cached, though it asks through its own findById
        users.changePlan(1, "free"); // seen at once here, by others within the bound
        // end::wrap[]
        assertThat(users.findById(1)).contains(new User(1, "Ada", "free"));
        assertThat(users.isPremium(1)).isFalse();
        assertThat(users.findByPlan("free")).hasSize(2);
        isCached(() -> users.findByPlan("premium"));
        isCached(() -> users.isPremium(1));
        isCached(() -> users.findById(1));
        assertThat(meerkat.wrap(users)).isSameAs(users);
    }

    @Test
    void aStrangersWriteIsSeen() throws Exception {
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient));
        seesTheStrangersWrite(() -> users.findById(1), Optional.of(new User(1, "Countess", "premium")));
    }

    @Test
    void theOriginalStaysAsItWas() throws Exception {
        UserRepository original = new UserRepository(mongoClient);
        UserRepository users = meerkat.wrap(original);
        isCached(() -> users.findById(1));
        isNotCached(() -> original.findById(1));
        assertThat(users.getClass()).isNotEqualTo(UserRepository.class);
    }

    // tag::holders[]
    abstract static class Repository<T> {
        protected final MongoCollection<T> collection;

        Repository(MongoClient client, String name, Class<T> type) {
            collection = client.getDatabase("shop").getCollection(name, type);
        }
    }

    record Handles(MongoDatabase shop, List<MongoCollection<User>> all) {}

    static class Users extends Repository<User> {
        private final Handles handles;
        private final Supplier<MongoCollection<User>> supplied;

        Users(MongoClient client) {
            super(client, "users", User.class); // a field of a base class
            MongoDatabase shop = client.getDatabase("shop");
            handles = new Handles(shop, List.of(collection)); // an object that holds handles
            supplied = () -> shop.getCollection("users", User.class); // a supplier of a handle
        }
    }
    // end::holders[]

    @Test
    void handlesAreFoundWhereverTheyAreHeld() {
        Users users = meerkat.wrap(new Users(mongoClient));
        isCached(() -> users.collection.find(eq(1)).first());
        isCached(() -> users.handles
                .shop()
                .getCollection("users", User.class)
                .find(eq(2))
                .first());
        isCached(() -> users.handles.all().get(0).find().into(new ArrayList<>()));
        isCached(() -> users.supplied.get().find(eq("plan", "free")).first());
    }

    record RecordUsers(MongoCollection<User> users) {}

    static final class FinalUsers extends UserRepository {
        FinalUsers(MongoClient client) {
            super(client);
        }
    }

    static class NoUsers {}

    static class CountingUsers extends UserRepository {
        private int count;

        CountingUsers(MongoClient client) {
            super(client);
        }

        int count() {
            return count++;
        }
    }

    static class ListedUsers {
        private final List<MongoCollection<User>> collections = new ArrayList<>();

        ListedUsers(MongoClient client) {
            collections.add(users(client, "shop"));
        }
    }

    static class AskingUsers {
        private final Function<Integer, @Nullable User> byId;

        AskingUsers(MongoClient client) {
            MongoCollection<User> users = users(client, "shop");
            byId = id -> users.find(eq(id)).first();
        }

        @Nullable
        User find(int id) {
            return byId.apply(id);
        }
    }

    static Stream<Object> refused() {
        return Stream.of(
                new FinalUsers(mongoClient),
                new RecordUsers(users(mongoClient, "shop")),
                new NoUsers(),
                new CountingUsers(mongoClient),
                new ListedUsers(mongoClient),
                new AskingUsers(mongoClient));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void thePageHasTheMessagesOfRefusals(Object repository) {
        Throwable refusal = catchThrowable(() -> meerkat.wrap(repository));
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        assertThat(Page.named("wrapping-a-repository").quotes()).contains(refusal.getMessage());
    }
}
