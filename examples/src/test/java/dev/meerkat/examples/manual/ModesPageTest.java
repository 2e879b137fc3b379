package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Caching;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatException;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.CachedCollection;
import org.junit.jupiter.api.Test;

class ModesPageTest extends ManualTest {

    @Test
    void withoutRedisAProcessCachesForItself() throws Exception {
        String mongoUri = shop.mongo.uri();
        // tag::alone[]
        Meerkat meerkat = Meerkat.builder()
                .mongoUri(mongoUri)
                .staticAssetDb("cache-metadata")
                .multiDb(false)
                .build();
        // end::alone[]
        try (Meerkat alone = Shop.serving(meerkat)) {
            CachedCollection<User> users = alone.wrap(users(mongoClient, "shop"));
            seesTheStrangersWrite(alone, () -> users.find(eq(1)).first(), new User(1, "Countess", "premium"));
            assertThat(alone.health().watching()).isTrue();
            assertThat(alone.health().leader()).isFalse();
        }
    }

    @Test
    void offEverythingGoesToMongoDbAndOnAgainNothingIsStale() throws Exception {
        try (Meerkat meerkat = Shop.serving(shop.settings().build())) {
            CachedCollection<User> users = meerkat.wrap(users(mongoClient, "shop"));
            isCached(meerkat, () -> users.findById(1));
            long before = disabledReads(meerkat);
            // tag::switch[]
            meerkat.disable(); // from now on straight to MongoDB
            meerkat.enable(); // and back, without anything stale
            // end::switch[]
            meerkat.disable();
            assertThat(meerkat.isEnabled()).isFalse();
            isNotCached(() -> users.findById(1));
            assertThat(disabledReads(meerkat)).isEqualTo(before + 3);
            users.updateOne(eq(1), set("name", "Augusta"));
            strangerRenames(2, "Rear Admiral");
            meerkat.enable();
            assertThat(users.findById(1)).map(User::name).contains("Augusta");
            assertThat(users.findById(2)).map(User::name).contains("Rear Admiral");
            isCached(meerkat, () -> users.findById(1));
            isCached(meerkat, () -> users.findById(2));
            assertThat(users.findById(2)).map(User::name).contains("Rear Admiral");
        }
    }

    private static long disabledReads(Meerkat meerkat) {
        return meerkat.statistics().bypasses().getOrDefault(BypassReason.DISABLED, 0L);
    }

    @Test
    void aStandaloneServerIsServedWithoutACacheWhereThatIsWanted() {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start();
                MongoClient client = MongoClients.create(standalone.uri())) {
            String mongoUri = standalone.uri();
            assertThatThrownBy(() -> Meerkat.builder()
                            .mongoClient(client)
                            .staticAssetDb("cache-metadata")
                            .multiDb(false)
                            .build())
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("standalone server, which has no change streams");
            // tag::unavailable[]
            Meerkat meerkat = Meerkat.builder()
                    .caching(Caching.OFF_IF_UNAVAILABLE)
                    .mongoUri(mongoUri) // a standalone server
                    .staticAssetDb("cache-metadata")
                    .multiDb(false)
                    .build();
            // end::unavailable[]
            try (meerkat) {
                CachedCollection<User> users = meerkat.wrap(users(client, "shop"));
                users.insertOne(new User(1, "Ada", "premium"));
                assertThat(users.findById(1)).isPresent();
                assertThat(meerkat.isEnabled()).isFalse();
                assertThat(meerkat.health().serving()).isFalse();
            }
        }
    }
}
