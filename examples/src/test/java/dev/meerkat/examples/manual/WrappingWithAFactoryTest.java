package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.meerkat.repository.NoCache;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrappingWithAFactoryTest extends ManualTest {

    // tag::class[]
    static class CountingUsers {
        private final MongoCollection<User> users;
        private int asked; // a copy would count for itself

        CountingUsers(MongoClient client) {
            users = client.getDatabase("shop").getCollection("users", User.class);
        }

        Optional<User> findById(int id) {
            asked++;
            return Optional.ofNullable(users.find(eq(id)).first());
        }

        int asked() {
            return asked;
        }
    }
    // end::class[]

    static class MoreUsers extends CountingUsers {
        MoreUsers(MongoClient client) {
            super(client);
        }

        @NoCache
        Optional<User> straight(int id) {
            return findById(id);
        }

        Optional<User> byWayOfStraight(int id) {
            return straight(id);
        }
    }

    @Test
    void whatIsMadeOnACachingClientCachesAndHasItsState() throws Exception {
        // tag::wrap[]
        CountingUsers users = meerkat.wrap(CountingUsers.class, client -> new CountingUsers(client));
        // end::wrap[]
        isCached(() -> users.findById(1));
        int before = users.asked();
        users.findById(2);
        assertThat(users.asked()).isEqualTo(before + 1);
        seesTheStrangersWrite(() -> users.findById(1), Optional.of(new User(1, "Countess", "premium")));
    }

    @Test
    void aCopyOfItIsRefused() {
        assertThat(catchThrowable(() -> meerkat.wrap(new CountingUsers(mongoClient))))
                .hasMessageContaining("CountingUsers.class, client -> new CountingUsers(client)");
    }

    @Test
    void annotationsActOnCallsFromOutsideOnly() throws Exception {
        MoreUsers users = meerkat.wrap(MoreUsers.class, MoreUsers::new);
        isNotCached(() -> users.straight(1));
        isCached(() -> users.byWayOfStraight(1));
    }

    @Test
    void optionsAreSaidOfItAsOfAnyRepository() throws Exception {
        MoreUsers users = meerkat.wrap(MoreUsers.class, MoreUsers::new);
        // tag::options[]
        meerkat.noCache(users).findById(1);
        meerkat.db(users, "client-abc").findById(1);
        // end::options[]
        isNotCached(() -> meerkat.noCache(users).findById(1));
        assertThat(meerkat.db(users, TENANT).findById(1)).map(User::name).contains("Alan");
        assertThat(users.findById(1)).map(User::name).contains("Ada");
        assertThat(users.asked()).isPositive();
    }
}
