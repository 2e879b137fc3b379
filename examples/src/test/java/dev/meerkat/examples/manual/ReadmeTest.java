package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Meerkat;
import dev.meerkat.examples.manual.WrappingARepositoryTest.UserRepository;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.CachedDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadmeTest extends ManualTest {

    @Test
    void theFirstScreenHoldsWhatItSays() throws Exception {
        String mongoUri = shop.mongo.uri();
        String redisUrl = shop.redis.url();
        int id = 1;
        // tag::first-screen[]
        Meerkat meerkat = Meerkat.builder()
                .mongoUri(mongoUri) // "mongodb://localhost:27017/?replicaSet=rs0"
                .redisUrl(redisUrl) // optional: without it each process caches for itself
                .staticAssetDb("cache-metadata") // where Meerkat's own few documents lie
                .multiDb(true) // calls may name a tenant's database
                .build();
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient)); // any class that holds collections
        users.findByPlan("premium"); // cached
        users.changePlan(id, "free"); // seen at once here, everywhere within the bound
        meerkat.noCache(users).findById(id); // straight from MongoDB
        meerkat.cacheTtl(users, Duration.ofHours(1)).findByPlan("premium"); // with a lifetime of its own
        meerkat.db(users, "client-abc").findById(id); // in a tenant's database
        // end::first-screen[]
        try (meerkat) {
            Shop.serving(meerkat);
            assertThat(users.findById(id)).contains(new User(1, "Ada", "free"));
            isCached(meerkat, () -> users.findByPlan("premium"));
            isNotCached(() -> meerkat.noCache(users).findById(id));
            isCached(meerkat, () -> meerkat.db(users, TENANT).findById(id));
            assertThat(meerkat.db(users, TENANT).findById(id)).map(User::name).contains("Alan");
            seesTheStrangersWrite(meerkat, () -> users.findById(id), Optional.of(new User(1, "Countess", "free")));
        }
    }

    @Test
    void eachWayToWrapCaches() throws Exception {
        MongoDatabase database = mongoClient.getDatabase("shop");
        MongoCollection<User> collection = users(mongoClient, "shop");
        // tag::ways[]
        CachedCollection<User> cached = meerkat.wrap(collection);
        CachedDatabase shop = meerkat.wrap(database);
        CachedClient client = meerkat.wrap(mongoClient);
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient));
        UserRepository made = meerkat.wrap(UserRepository.class, it -> new UserRepository(it));
        UserQueries queries = meerkat.wrap(UserQueries.class, new MongoUsers(collection));
        // end::ways[]
        isCached(() -> cached.findById(1));
        isCached(() -> shop.getCollection("users").find().into(new ArrayList<>()));
        isCached(() -> client.getDatabase("shop").getCollection("users").find().into(new ArrayList<>()));
        isCached(() -> users.findById(1));
        isCached(() -> made.findById(1));
        isCached(() -> queries.findById(1));
        seesTheStrangersWrite(() -> queries.findById(1), Optional.of(new User(1, "Countess", "premium")));
        for (UserRepository each : new UserRepository[] {users, made}) {
            assertThat(each.findById(1)).map(User::name).contains("Countess");
        }
    }

    interface UserQueries {
        Optional<User> findById(int id);
    }

    record MongoUsers(MongoCollection<User> users) implements UserQueries {
        @Override
        public Optional<User> findById(int id) {
            return Optional.ofNullable(users.find(eq(id)).first());
        }
    }
}
