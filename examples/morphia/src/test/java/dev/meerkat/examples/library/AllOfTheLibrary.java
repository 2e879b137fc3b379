package dev.meerkat.examples.library;

import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.morphia.DeleteOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** All tests of the library; a mode extends it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AllOfTheLibrary
        implements Finding, Paging, References, Aggregating, Writing, Versions, Transactions, Events, Saying {

    private final SentCommands sent = new SentCommands();
    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(mongo.uri()))
            .addCommandListener(sent)
            .build());
    private final MongoClient stranger = MongoClients.create(mongo.uri());
    private final Meerkat meerkat = configure(Meerkat.builder()
                    .mongoClient(client)
                    .staticAssetDb("library-cache")
                    .multiDb(true))
            .build();
    private final Library library = Library.open(client, meerkat);

    /** Adds what makes the mode. */
    MeerkatBuilder configure(MeerkatBuilder builder) {
        return builder;
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public Meerkat meerkat() {
        return meerkat;
    }

    @Override
    public SentCommands sent() {
        return sent;
    }

    @Override
    public MongoClient client() {
        return client;
    }

    @Override
    public MongoClient stranger() {
        return stranger;
    }

    @BeforeAll
    void serve() {
        await().until(() -> !meerkat.isEnabled() || meerkat.health().serving());
    }

    @BeforeEach
    void fill() {
        List.of(Loan.class, Item.class, Author.class, Member.class)
                .forEach(type -> datastore().find(type).delete(new DeleteOptions().multi(true)));
        Holdings.fill(datastore());
    }

    @AfterAll
    void close() {
        meerkat.close();
        stranger.close();
        client.close();
        mongo.close();
    }
}
