package dev.meerkat.examples.manual;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.examples.demo.member.CommandCount;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The servers of the manual's tests, started once for all of them, and the clients of an application and of a stranger. */
final class Shop implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    final EmbeddedMongo mongo = EmbeddedMongo.start();
    final EmbeddedRedis redis = EmbeddedRedis.start();
    final CommandCount commands = new CommandCount();

    /** The application's client, also Meerkat's. Its commands are counted. */
    final MongoClient mongoClient = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(mongo.uri()))
            .addCommandListener(commands)
            .build());

    /** Somebody else's client, of whom Meerkat knows nothing. */
    final MongoClient stranger = MongoClients.create(mongo.uri());

    final Meerkat meerkat = serving(settings().redisUrl(redis.url()).build());

    private Shop() {}

    /** The shop of this run of tests; closed after the last of them. */
    static Shop of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Shop.class))
                .computeIfAbsent(Shop.class, its -> new Shop(), Shop.class);
    }

    /** What each Meerkat here begins with. */
    MeerkatBuilder settings() {
        return Meerkat.builder()
                .mongoClient(mongoClient)
                .staticAssetDb("cache-metadata")
                .multiDb(true)
                .maxStaleness(Duration.ofSeconds(2));
    }

    /** The same, as soon as it answers from its cache. */
    static Meerkat serving(Meerkat meerkat) {
        Awaitility.await().atMost(DEADLINE).until(() -> meerkat.health().serving());
        return meerkat;
    }

    @Override
    public void close() {
        meerkat.close();
        stranger.close();
        mongoClient.close();
        redis.close();
        mongo.close();
    }
}
