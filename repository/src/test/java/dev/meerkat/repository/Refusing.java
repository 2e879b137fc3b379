package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.proxy.ProxyOptions;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;

/** Repositories of a MongoDB that nobody asks: no test sends a command. */
abstract class Refusing {

    final MongoClient client = MongoClients.create("mongodb://localhost:1");
    final MongoCollection<Document> users = client.getDatabase("d").getCollection("users");
    final Repositories repositories = repositories();

    Repositories repositories() {
        ReadThroughCache cache = new ReadThroughCache(
                new Gate(Ticker.system(), Duration.ofMinutes(1), Guards.all()),
                new Invalidations(1 << 10, Guards.all()),
                RemoteTier.none(),
                new byte[0],
                CacheLimits.DEFAULT,
                Ticker.system(),
                Guards.all());
        ProxyOptions options =
                new ProxyOptions(Duration.ofMinutes(1), 1 << 16, true, Duration.ofSeconds(1), namespace -> false);
        return new Repositories(new HandleProxies(cache, options), () -> client);
    }

    @AfterEach
    void close() {
        client.close();
    }

    void assertRefused(Object repository, String... parts) {
        assertThatThrownBy(() -> repositories.wrap(repository))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }
}
