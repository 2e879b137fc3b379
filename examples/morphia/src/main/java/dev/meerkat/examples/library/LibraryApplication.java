package dev.meerkat.examples.library;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.morphia.Morphia;
import java.time.Duration;

/** Opens a library on a MongoDB in this JVM, and shows around. */
public final class LibraryApplication {

    private LibraryApplication() {}

    /** Takes no arguments. */
    public static void main(String... arguments) {
        SentCommands sent = new SentCommands();
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient stranger = MongoClients.create(mongo.uri());
                MongoClient client = MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(mongo.uri()))
                        .addCommandListener(sent)
                        .build());
                Meerkat meerkat = Meerkat.builder()
                        .mongoClient(client)
                        .staticAssetDb("library-cache")
                        .multiDb(false)
                        .maxStaleness(Duration.ofSeconds(2))
                        .build()) {
            Library library = Library.open(client, meerkat);
            Holdings.fill(library.datastore());
            Tour.until(() -> meerkat.health().serving());
            new Tour(library, sent, System.out).show(Morphia.createDatastore(stranger));
        }
    }
}
