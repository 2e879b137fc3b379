package dev.meerkat.repository;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interfaces before implementations, JDK proxies, and what a view is to its callers. */
class ViewTest {

    private final OpenRepositories open = new OpenRepositories();
    private final Repositories repositories = open.repositories;

    @AfterEach
    void close() {
        open.close();
    }

    interface Repository<T, S extends Repository<T, S>> extends Cached<S> {

        T byPlan(String plan);

        S fluent();

        default T premium() {
            return byPlan("premium");
        }
    }

    interface Users extends Repository<Long, Users> {

        @Override
        Long byPlan(String plan);

        void fail() throws IOException;

        Object itself();
    }

    /** Final, as those of many frameworks are. */
    static final class DriverUsers implements Users {

        private final MongoCollection<Document> users;

        DriverUsers(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        public Long byPlan(String plan) {
            return users.countDocuments(eq("plan", plan));
        }

        @Override
        public Users fluent() {
            return this;
        }

        @Override
        public void fail() throws IOException {
            throw new IOException("as it is");
        }

        @Override
        public Object itself() {
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DriverUsers that && users.getNamespace().equals(that.users.getNamespace());
        }

        @Override
        public int hashCode() {
            return users.getNamespace().hashCode();
        }

        @Override
        public String toString() {
            return "users of " + users.getNamespace();
        }
    }

    private Users users() {
        return repositories.wrap(Users.class, new DriverUsers(open.users()));
    }

    @Test
    void anInterfaceBeforeAFinalClass() {
        Users users = users();
        assertThat(users).isNotInstanceOf(DriverUsers.class);
        open.assertCaches(users::premium);
        assertThat(open.sent(() -> users.byPlan("premium"))).isEmpty();
        Repository<Long, ?> asRepository = users;
        assertThat(open.sent(() -> asRepository.byPlan("premium"))).isEmpty();
    }

    record RecordUsers(MongoCollection<Document> users, String plan) implements Supplier<Long> {

        @Override
        public Long get() {
            return users.countDocuments(eq("plan", plan));
        }
    }

    /** Java's own interface: its module opens nothing, and the view has a class loader of its own. */
    @Test
    @SuppressWarnings("unchecked")
    void anInterfaceOfJavasBeforeARecord() {
        Supplier<Long> users = repositories.wrap(Supplier.class, new RecordUsers(open.users(), "premium"));
        open.assertCaches(users);
        open.assertUncached(repositories.noCache(users));
    }

    @Test
    void viewsOfViewsHaveOneLayerAndAllThatWasSaid() {
        Users users = users();
        Users view = users.noCache().db("tenant").fluent();
        assertThat(view.premium()).isZero();
        open.assertUncached(view::premium);
        assertThat(view).isNotSameAs(users).hasSameClassAs(users).isEqualTo(users);
        assertThat(repositories.db(view, open.database).premium()).isEqualTo(1);
    }

    @Test
    void aMethodThatReturnsItselfReturnsTheView() {
        Users view = users().noCache();
        assertThat(view.fluent()).isSameAs(view);
        assertThat(view.itself()).isSameAs(view);
    }

    @Test
    void equalityIsThatOfWhatViewsStandFor() {
        Users users = users();
        assertThat(users).isEqualTo(users()).hasSameHashCodeAs(users()).isNotEqualTo(null);
        assertThat(users)
                .isNotEqualTo("users")
                .hasToString("users of " + open.users().getNamespace());
        assertThat(users.noCache()).isEqualTo(users);
        assertThat(users).isEqualTo(users.noCache());
        assertThat(users)
                .isNotEqualTo(repositories.wrap(
                        Users.class, new DriverUsers(open.plain().getCollection("others"))));
    }

    @Test
    void exceptionsAreTheUsers() {
        assertThatThrownBy(users()::fail)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .hasNoCause();
        assertThatThrownBy(users().noCache()::fail)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .hasNoCause();
    }

    /** A handler as a framework would have it: of a class of its own. */
    private record Handler(Users target, MongoCollection<Document> users) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("premium")) {
                return users.countDocuments(eq("plan", "premium"));
            }
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private Users proxy(InvocationHandler handler) {
        return (Users) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Users.class, Comparable.class}, handler);
    }

    @Test
    void aJdkProxyWhoseHandlerHoldsHandles() {
        Users users = repositories.wrap(proxy(new Handler(new DriverUsers(open.users()), open.users())));
        assertThat(users).isInstanceOf(Comparable.class);
        open.assertCaches(users::premium);
        assertThat(open.sent(() -> users.byPlan("premium"))).isEmpty();
        open.assertUncached(users.noCache()::premium);
        assertThatThrownBy(users::fail)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .hasNoCause();
        assertThat(repositories.wrap(users)).isSameAs(users);
    }

    @Test
    void aJdkProxyWhoseHandlerIsALambdaIsRefused() {
        MongoCollection<Document> collection = open.users();
        Users users = proxy((proxy, method, arguments) -> collection.countDocuments());
        assertThatThrownBy(() -> repositories.wrap(users))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".handler is a lambda that uses driver handles")
                .hasMessageContaining("client -> ");
    }

    /** What only a base class in another package may call on a view is handed on all the same. */
    static class Nearby extends dev.meerkat.repository.elsewhere.Distant {

        private final MongoCollection<Document> users;

        Nearby(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        protected long secret() {
            return users.countDocuments(eq("plan", "premium"));
        }

        synchronized long locked() {
            return secretOf(this);
        }
    }

    @Test
    void protectedMethodsOfOtherPackagesAreHandedOn() {
        Nearby users = repositories.wrap(new Nearby(open.users()));
        open.assertCaches(users::visible);
        Nearby view = repositories.noCache(users);
        open.assertUncached(view::visible);
        open.assertUncached(view::locked);
        assertThat(users.secretOf(view)).isEqualTo(users.visible());
        assertThat(users.inheritedOf(view)).isEqualTo("inherited " + System.identityHashCode(users));
        assertThat(users.dbOf(view, "d")).isEqualTo("d of " + System.identityHashCode(users));
        open.assertUncached(() -> users.secretOf(view));
    }

    @Test
    void noMethodEscapesAView() {
        Nearby ofClass = repositories.noCache(repositories.wrap(new Nearby(open.users())));
        Users ofInterface = users();
        Users ofProxy = repositories.wrap(proxy(new Handler(new DriverUsers(open.users()), open.users())));
        for (Object view : List.of(ofClass, ofInterface, ofProxy)) {
            assertThat(view.getClass().getMethods())
                    .filteredOn(method -> !method.isBridge() && !Modifier.isFinal(method.getModifiers()))
                    .allMatch(method -> method.getDeclaringClass() == view.getClass());
        }
    }
}
