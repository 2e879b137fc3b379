package dev.meerkat.faults.load;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.faults.audit.Source;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourcesTest {

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final MongoClient client = MongoClients.create(mongo.uri());
    private final Meerkat one = meerkat();
    private final Meerkat other = meerkat();
    private final MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
    private static final Sources sources = Sources.listen(); // of this JVM

    @BeforeEach
    void insert() {
        orders.insertOne(new Document("_id", 1));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        client.close();
        redis.close();
        mongo.close();
    }

    @Test
    void eachReadSaysWhereItsResultCameFrom() {
        awaitServing();

        assertThat(read(one.noCache(one.wrap(orders)), 1)).isEqualTo(Source.BYPASSED);
        assertThat(read(one.wrap(orders), 1)).isEqualTo(Source.MONGODB);
        assertThat(read(one.wrap(orders), 1)).isEqualTo(Source.NEAR);
    }

    /** What one process has read comes to Redis a little later: each time the other reads what this one read before. */
    @Test
    void whatAnotherProcessHasReadComesFromRedis() {
        awaitServing();
        AtomicInteger id = new AtomicInteger();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Source source = read(other.wrap(orders), id.get());
            read(one.wrap(orders), id.incrementAndGet());
            return source == Source.SHARED;
        });
    }

    @Test
    void aThreadHearsOfItsOwnReadsOnly() throws InterruptedException {
        awaitServing();
        sources.begin();
        Thread reader = new Thread(() -> read(one.wrap(orders), 2));
        reader.start();
        reader.join();

        assertThat(sources.last()).isEqualTo(Source.BYPASSED);
    }

    private void awaitServing() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> one.health().serving() && other.health().serving());
    }

    private Source read(MongoCollection<Document> collection, int id) {
        sources.begin();
        collection.find(eq("_id", id)).first();
        return sources.last();
    }

    private Meerkat meerkat() {
        return Meerkat.builder()
                .mongoClient(client)
                .redisUrl(redis.url())
                .staticAssetDb("metadata")
                .multiDb(false)
                .debug(true)
                .maxStaleness(Duration.ofSeconds(2))
                .build();
    }
}
