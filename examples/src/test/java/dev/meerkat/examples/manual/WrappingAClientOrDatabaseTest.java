package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.MeerkatException;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.CachedDatabase;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class WrappingAClientOrDatabaseTest extends ManualTest {

    @Test
    void theCollectionsOfAWrappedClientCache() throws Exception {
        // tag::client[]
        CachedClient client = meerkat.wrap(mongoClient); // a MongoClient like any other
        MongoDatabase shop = client.getDatabase("shop");
        MongoCollection<User> users = shop.getCollection("users", User.class);
        users.find(eq(1)).first(); // cached
        // end::client[]
        isCached(() -> users.find(eq(1)).first());
        assertThat(users).isInstanceOf(CachedCollection.class);
        assertThat(meerkat.wrap(client)).isSameAs(client);
        seesTheStrangersWrite(() -> users.find(eq(1)).first(), new User(1, "Countess", "premium"));
    }

    @Test
    void theCollectionsOfAWrappedDatabaseCache() {
        // tag::database[]
        CachedDatabase shop = meerkat.wrap(mongoClient.getDatabase("shop"));
        CachedCollection<User> users = shop.getCollection("users", User.class);
        CachedCollection<User> tenants = shop.db("client-abc").getCollection("users", User.class);
        // end::database[]
        isCached(() -> users.findById(1));
        assertThat(users.findById(1)).map(User::name).contains("Ada");
        assertThat(tenants.findById(1)).map(User::name).contains("Alan");
    }

    @Test
    void optionsHoldForAllThatIsTakenFromTheHandle() throws Exception {
        CachedClient client = meerkat.wrap(mongoClient);
        // tag::options[]
        MongoDatabase uncached = client.noCache().getDatabase("shop");
        MongoDatabase hourly = client.cacheTtl(Duration.ofHours(1)).getDatabase("shop");
        // end::options[]
        MongoCollection<User> users = client.getDatabase("shop").getCollection("users", User.class);
        isCached(() -> users.find().first());
        isNotCached(() -> uncached.getCollection("users").find().first());
        isCached(() -> hourly.getCollection("users").find().first());
        isCached(() -> users.find().first());
    }

    @Test
    void whatACommandWritesIsSeenAtOnce() {
        CachedDatabase shop = meerkat.wrap(mongoClient.getDatabase("shop"));
        CachedCollection<User> users = shop.getCollection("users", User.class);
        isCached(() -> users.findById(1));
        shop.runCommand(Document.parse("{update: 'users', updates: [{q: {_id: 1}, u: {$set: {name: 'Augusta'}}}]}"));
        assertThat(users.findById(1)).map(User::name).contains("Augusta");
        isCached(() -> users.findById(1));
        shop.drop();
        assertThat(users.findById(1)).isEmpty();
    }

    @Test
    void whatTheDatabaseItselfReadsIsMongoDbs() throws Exception {
        CachedDatabase shop = meerkat.wrap(mongoClient.getDatabase("shop"));
        isNotCached(() -> shop.runCommand(Document.parse("{find: 'users', filter: {}}")));
    }

    @Test
    void anotherDeploymentsClientIsRefused() {
        try (EmbeddedMongo other = EmbeddedMongo.start();
                MongoClient itsClient = MongoClients.create(other.uri())) {
            assertThatThrownBy(() -> meerkat.wrap(itsClient)).isInstanceOf(MeerkatException.class);
        }
    }

    @Test
    void aTransactionsOrASessionsWritesAreMongoDbsOwn() {
        MongoCollection<User> users =
                meerkat.wrap(mongoClient).getDatabase("shop").getCollection("users", User.class);
        isCached(() -> users.find(eq(1)).first());
        try (var session = meerkat.wrap(mongoClient).startSession()) {
            users.updateOne(session, eq(1), set("name", "Augusta"));
        }
        assertThat(users.find(eq(1)).first()).isEqualTo(new User(1, "Augusta", "premium"));
    }
}
