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
import dev.meerkat.examples.demo.repositories.CurrencyRepository;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import dev.meerkat.examples.demo.repositories.MongoCurrencyRepository;
import dev.meerkat.examples.demo.repositories.TermRepository;
import java.time.Duration;

/** This process's client, its Meerkat and the repositories wrapped by it. Thread-safe. */
final class WrappedRepositories implements AutoCloseable {

    private final CommandCount commands = new CommandCount();
    private final MongoClient client;
    private final Meerkat meerkat;
    private final LocaleRepository locales;
    private final TermRepository terms;
    private final CurrencyRepository currencies;

    WrappedRepositories(MemberSettings settings) {
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
        locales = meerkat.wrap(new LocaleRepository(database));
        terms = meerkat.wrap(new TermRepository(database));
        currencies = meerkat.wrap(
                CurrencyRepository.class, caching -> new MongoCurrencyRepository(caching, settings.database()));
    }

    LocaleRepository locales() {
        return locales;
    }

    /** The same, read straight from MongoDB. */
    LocaleRepository uncachedLocales() {
        return meerkat.noCache(locales);
    }

    TermRepository terms() {
        return terms;
    }

    CurrencyRepository currencies() {
        return currencies;
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
