package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.meerkat.CausalSession;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsPageTest extends ManualTest {

    private final CachedCollection<User> users = meerkat.wrap(users(mongoClient, "shop"));

    @Test
    void oneProcessReadsWhatAnotherHasWritten() {
        Meerkat another = meerkat;
        // tag::token[]
        String seen;
        try (CausalSession session = meerkat.session()) { // in this thread, until it is closed
            users.updateOne(eq(1), set("name", "Augusta"));
            seen = session.token(); // 28 letters: send it along, in a header or a cookie
        }
        // end::token[]
        assertThat(seen).hasSize(28);
        // tag::after[]
        try (CausalSession session = another.after(seen)) { // in another process
            users.findById(1); // shows the new name
        }
        // end::after[]
        try (CausalSession session = another.after(seen)) {
            assertThat(users.findById(1)).map(User::name).contains("Augusta");
        }
    }

    @Test
    void aTransactionIsSeenWhenItCommits() {
        // tag::transaction[]
        CachedClient client = meerkat.wrap(mongoClient);
        MongoCollection<User> shopUsers = client.getDatabase("shop").getCollection("users", User.class);
        try (ClientSession session = client.startSession()) {
            session.withTransaction(() -> {
                shopUsers.updateOne(session, eq(1), set("plan", "free"));
                return shopUsers.updateOne(session, eq(2), set("plan", "premium"));
            });
        }
        shopUsers.find(eq(1)).first(); // shows the new plan
        // end::transaction[]
        assertThat(shopUsers.find(eq(1)).first()).isEqualTo(new User(1, "Ada", "free"));
        assertThat(shopUsers.find(eq(2)).first()).isEqualTo(new User(2, "Grace", "premium"));
    }

    @Test
    void aCallHasABoundOfItsOwn() throws Exception {
        isCached(() -> users.findById(1));
        // tag::bound[]
        users.maxStale(Duration.ofMinutes(1)).findById(1); // also while others are no longer served
        users.maxStale(Duration.ZERO).findById(1); // straight from MongoDB
        // end::bound[]
        isCached(() -> users.maxStale(Duration.ofMinutes(1)).findById(1));
        isNotCached(() -> users.maxStale(Duration.ZERO).findById(1));
    }
}
