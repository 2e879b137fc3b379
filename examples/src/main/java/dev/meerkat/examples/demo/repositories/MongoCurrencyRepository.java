package dev.meerkat.examples.demo.repositories;

import com.mongodb.client.MongoClient;
import java.util.Optional;

/** Currencies in MongoDB, with their names in many languages. Thread-safe. */
public class MongoCurrencyRepository extends MongoRepository<Currency, String> implements CurrencyRepository {

    /** The collection's name. */
    public static final String COLLECTION = "currencies";

    /** Over the collection in this database. */
    public MongoCurrencyRepository(MongoClient client, String database) {
        super(client.getDatabase(database), COLLECTION, Currency.class);
    }

    @Override
    public Optional<Currency> byCode(String code) {
        return byId(code);
    }
}
