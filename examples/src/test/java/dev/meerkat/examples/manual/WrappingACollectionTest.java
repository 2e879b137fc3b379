package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WrappingACollectionTest extends ManualTest {

    private MongoCollection<User> collection;
    private CachedCollection<User> users;

    @BeforeEach
    void wrapIt() {
        collection = users(mongoClient, "shop");
        users = meerkat.wrap(collection);
    }

    @Test
    void theSecondReadSendsNothing() throws Exception {
        // tag::wrap[]
        CachedCollection<User> users = meerkat.wrap(collection); // a MongoCollection<User> like any other
        // end::wrap[]
        isCached(() -> users.findById(1));
        isCached(() -> users.find(eq("plan", "premium")).into(new ArrayList<>()));
        isCached(() -> users.aggregate(List.of()).first());
        isCached(() -> users.distinct("plan", String.class).into(new ArrayList<>()));
        isCached(users::countDocuments);
        isCached(() -> users.findById(3));
        assertThat(meerkat.wrap(users)).isSameAs(users);
    }

    @Test
    void writesAreSeenHereAtOnceAndThoseOfOthersSoon() throws Exception {
        isCached(() -> users.findById(1));
        users.updateOne(eq(1), set("name", "Augusta"));
        assertThat(users.findById(1)).map(User::name).contains("Augusta");
        seesTheStrangersWrite(() -> users.find(eq("plan", "premium")).first(), new User(1, "Countess", "premium"));
    }

    @Test
    void theClientCanBeNamed() {
        // tag::client[]
        CachedCollection<User> users = meerkat.wrap(collection, mongoClient);
        // end::client[]
        isCached(() -> users.findById(1));
    }

    @Test
    void oneDocumentInThreeWays() throws Exception {
        int id = 1;
        // tag::reads[]
        Optional<User> byId = users.findById(id); // the shortest way
        Optional<User> premium = users.findOne(eq("plan", "premium"));
        User same = users.find(eq("plan", "premium")).first(); // the same read
        // end::reads[]
        assertThat(byId).isEqualTo(premium).contains(new User(1, "Ada", "premium"));
        isAnswered(
                meerkat,
                () -> users.findOne(eq("plan", "premium")),
                () -> users.find(eq("plan", "premium")).first());
        assertThat(same).isEqualTo(premium.orElseThrow());
    }

    @Test
    void optionsActOnTheCallsThatTheyAreSaidOf() throws Exception {
        int id = 1;
        Bson filter = eq("plan", "premium");
        List<User> list = new ArrayList<>();
        // tag::options[]
        users.noCache().findById(id); // straight from MongoDB
        users.cacheTtl(Duration.ofHours(1)).find(filter).first(); // kept for an hour at most, unless it changes
        users.find(filter).noCache().into(list);
        users.db("client-abc").countDocuments(); // the collection of that name in a tenant's database
        // end::options[]
        assertThat(list).hasSize(1);
        isCached(() -> users.findById(id));
        isCached(() -> users.find(filter).first());
        isNotCached(() -> users.noCache().findById(id));
        isNotCached(() -> users.find(filter).noCache().first());
        isCached(() -> users.findById(id));
        isCached(() -> users.find(filter).first());
        isCached(() -> users.db(TENANT).countDocuments());
        assertThat(users.db(TENANT).countDocuments()).isEqualTo(1);
        assertThat(users.countDocuments()).isEqualTo(2);
    }

    @Test
    void aLifetimeIsThatOfTheCallThatFetches() {
        CachedCollection<User> brief = users.cacheTtl(Duration.ofMillis(1));
        users.updateOne(eq(1), set("name", "Augusta"));
        // The result that this call fetches is over when the next one asks.
        await().during(Duration.ofMillis(200))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> commands(() -> brief.find(eq("plan", "premium")).first()) > 0);
    }

    @Test
    void whatIsForgottenByOrderIsReadAgain() throws Exception {
        int id = 1;
        isCached(() -> users.findById(id));
        isCached(() -> users.findById(2));
        // tag::invalidate[]
        meerkat.invalidate(users, id); // all that depends on one document, in every process
        meerkat.clear(users); // all that depends on the collection
        meerkat.clear(); // everything
        // end::invalidate[]
        await().atMost(Shop.DEADLINE).untilAsserted(() -> {
            users.findById(id);
            users.findById(2);
            meerkat.invalidate(users, id);
            assertThat(commands(() -> users.findById(2))).isZero();
            assertThat(commands(() -> users.findById(id))).isPositive();
        });
        isCached(() -> users.findById(id));
        meerkat.clear(users);
        assertThat(commands(() -> users.findById(id))).isPositive();
        isCached(() -> users.findById(id));
        meerkat.clear();
        assertThat(commands(() -> users.findById(id))).isPositive();
    }

    @Test
    void thePageNamesEveryReasonWhyMongoDbAnswers() {
        assertThat(Page.named("wrapping-a-collection").firstColumn("BypassReason"))
                .containsExactlyElementsOf(
                        Arrays.stream(BypassReason.values()).map(Enum::name).toList());
    }
}
