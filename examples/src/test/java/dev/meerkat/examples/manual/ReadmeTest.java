package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest extends ManualTest {

    @Test
    void theFirstScreenHoldsWhatItSays() throws Exception {
        String mongoUri = shop.mongo.uri();
        String redisUrl = shop.redis.url();
        MongoCollection<User> collection = users(mongoClient, "shop");
        List<User> list = new ArrayList<>();
        int id = 1;
        // tag::first-screen[]
        Meerkat meerkat = Meerkat.builder()
                .mongoUri(mongoUri) // "mongodb://localhost:27017/?replicaSet=rs0"
                .staticAssetDb("cache-metadata") // where Meerkat's own few documents lie
                .multiDb(true) // calls may name a tenant's database
                .redisUrl(redisUrl) // optional: without it each process caches for itself
                .maxStaleness(Duration.ofSeconds(5))
                .build();
        CachedCollection<User> users = meerkat.wrap(collection); // a MongoCollection<User> like any other
        users.find(eq("plan", "premium")).into(list); // cached, as is users.findById(id)
        users.updateOne(eq(id), set("plan", "free")); // seen at once here, everywhere within the bound
        users.noCache().find(eq(id)).first(); // straight from MongoDB
        users.db("client-abc").find(eq(id)).cacheTtl(Duration.ofHours(1)).first();
        // end::first-screen[]
        try (meerkat) {
            assertThat(users.findById(id)).map(User::plan).contains("free");
            isCached(meerkat, () -> users.find(eq("plan", "premium")).first());
            isNotCached(() -> users.noCache().find(eq(id)).first());
        }
    }
}
