package dev.meerkat.examples.demo.member;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import dev.meerkat.PlantedMeerkat;
import dev.meerkat.examples.demo.data.CldrData;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import org.bson.Document;

/** This process's client, its Meerkat and the collections wrapped by it. Thread-safe. */
final class WrappedData implements AutoCloseable {

    private final CommandCount commands = new CommandCount();
    private final MongoClient client;
    private final Meerkat meerkat;
    private final CachedCollection<Document> locales;
    private final CachedCollection<Document> currencies;
    private final CachedCollection<Document> terms;

    WrappedData(MemberSettings settings) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(settings.mongoUri()))
                .addCommandListener(commands)
                .writeConcern(WriteConcern.MAJORITY)
                .build());
        MeerkatBuilder builder = Meerkat.builder()
                .mongoClient(client)
                .redisUrl(settings.redisUrl())
                .redisKeyPrefix(settings.keyPrefix())
                .staticAssetDb(settings.metadata())
                .multiDb(false)
                .defaultTtl(Duration.ofMinutes(5))
                .maxStaleness(settings.maxStaleness());
        meerkat = (settings.withoutRule() ? PlantedMeerkat.withoutRule(builder) : builder).build();
        MongoDatabase database = client.getDatabase(settings.database());
        locales = meerkat.wrap(database.getCollection(CldrData.LOCALES));
        currencies = meerkat.wrap(database.getCollection(CldrData.CURRENCIES));
        terms = meerkat.wrap(database.getCollection(CldrData.TERMS));
    }

    CachedCollection<Document> locales() {
        return locales;
    }

    CachedCollection<Document> currencies() {
        return currencies;
    }

    CachedCollection<Document> terms() {
        return terms;
    }

    Meerkat meerkat() {
        return meerkat;
    }

    Meter meter() {
        return new Meter(meerkat::statistics, commands);
    }

    @Override
    public void close() {
        meerkat.close();
        client.close();
    }
}
