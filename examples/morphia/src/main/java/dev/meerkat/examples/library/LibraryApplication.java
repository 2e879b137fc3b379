package dev.meerkat.examples.library;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.morphia.Morphia;
import java.io.PrintStream;

/** Opens a library on a MongoDB in this JVM, and shows it at work. */
public final class LibraryApplication {

    private LibraryApplication() {}

    /** Takes no arguments. */
    public static void main(String... arguments) {
        run(System.out);
    }

    static void run(PrintStream out) {
        SentCommands sent = new SentCommands();
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(mongo.uri()))
                        .addCommandListener(sent)
                        .build());
                MongoClient stranger = MongoClients.create(mongo.uri());
                Meerkat meerkat = Meerkat.builder()
                        .mongoClient(client)
                        .staticAssetDb("library-cache")
                        .multiDb(false)
                        .build()) {
            Library library = Library.open(client, meerkat);
            Holdings.fill(library.datastore());
            Tour.until(() -> meerkat.health().serving());
            Tour tour = new Tour(library, sent, out);
            meerkat.withoutCache(tour::warmUp);
            tour.show(Morphia.createDatastore(stranger));
        }
    }
}
