package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.meerkat.repository.NoCache;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WrappingAnInterfaceTest extends ManualTest {

    // tag::interface[]
    interface UserQueries {
        Optional<User> findById(int id);

        @NoCache
        Optional<User> forBilling(int id);
    }

    record MongoUsers(MongoCollection<User> users) implements UserQueries {
        @Override
        public Optional<User> findById(int id) {
            return Optional.ofNullable(users.find(eq(id)).first());
        }

        @Override
        public Optional<User> forBilling(int id) {
            return findById(id);
        }
    }
    // end::interface[]

    @Test
    void callsOfTheInterfaceAreCached() throws Exception {
        MongoCollection<User> collection = users(mongoClient, "shop");
        // tag::wrap[]
        UserQueries users = meerkat.wrap(UserQueries.class, new MongoUsers(collection));
        users.findById(1); // cached
        users.forBilling(1); // straight from MongoDB
        // end::wrap[]
        isCached(() -> users.findById(1));
        isNotCached(() -> users.forBilling(1));
        seesTheStrangersWrite(() -> users.findById(1), Optional.of(new User(1, "Countess", "premium")));
        assertThat(meerkat.db(users, TENANT).findById(1)).map(User::name).contains("Alan");
        assertThat(users).isNotInstanceOf(MongoUsers.class);
    }

    @Test
    void aProxyOfJavasIsWrappedLikeItsInterface() throws Exception {
        UserQueries proxy = (UserQueries) Proxy.newProxyInstance(
                UserQueries.class.getClassLoader(),
                new Class<?>[] {UserQueries.class},
                new Handler(new MongoUsers(users(mongoClient, "shop"))));
        // tag::proxy[]
        UserQueries users = meerkat.wrap(proxy); // a java.lang.reflect.Proxy
        // end::proxy[]
        isCached(() -> users.findById(1));
        isNotCached(() -> proxy.findById(1));
    }

    private record Handler(MongoUsers users) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return method.invoke(users, arguments);
        }
    }

    @Test
    void aFactoryMayMakeTheImplementation() {
        // tag::factory[]
        UserQueries users = meerkat.wrap(
                UserQueries.class,
                client -> new MongoUsers(client.getDatabase("shop").getCollection("users", User.class)));
        // end::factory[]
        isCached(() -> users.findById(1));
    }
}
