package dev.meerkat.examples.demo.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.examples.demo.data.CldrData;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import dev.meerkat.examples.demo.repositories.MongoCurrencyRepository;
import dev.meerkat.examples.demo.repositories.Term;
import dev.meerkat.examples.demo.repositories.TermId;
import dev.meerkat.examples.demo.repositories.TermRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a process of the demo wraps, each in its way. */
class WrappedRepositoriesTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DATABASE = "demo";

    private static EmbeddedMongo mongo;
    private static EmbeddedRedis redis;
    private static MongoClient client;
    private static TermRepository plain;
    private static WrappedRepositories wrapped;
    private static Meter meter;

    @BeforeAll
    static void wrap() {
        mongo = EmbeddedMongo.start();
        redis = EmbeddedRedis.start();
        client = MongoClients.create(mongo.uri());
        MongoDatabase database = client.getDatabase(DATABASE);
        database.getCollection(LocaleRepository.COLLECTION)
                .insertMany(CldrData.locales().limit(20).toList());
        database.getCollection(TermRepository.COLLECTION)
                .insertMany(CldrData.terms().limit(500).toList());
        database.getCollection(MongoCurrencyRepository.COLLECTION)
                .insertMany(CldrData.currencies().limit(100).toList());
        plain = new TermRepository(database);
        wrapped = new WrappedRepositories(new MemberSettings(
                1,
                mongo.uri(),
                redis.url(),
                DATABASE,
                "meta",
                "demo",
                Duration.ofSeconds(2),
                List.of(),
                Path.of("none"),
                false));
        meter = wrapped.meter();
        await().atMost(SOON).until(() -> wrapped.meerkat().health().serving());
    }

    @AfterAll
    static void close() {
        wrapped.close();
        client.close();
        redis.close();
        mongo.close();
    }

    @Test
    void localesAreHitInMemory() {
        assertHit(() -> wrapped.locales().byTag("af"));
        assertHit(() -> wrapped.locales().byLanguage("af"));
        assertHit(() -> wrapped.locales().tags());
    }

    @Test
    void termsWhoseHandleIsInABaseClassAreHitInMemory() {
        assertHit(() -> wrapped.terms().byId(term(0)));
        assertHit(() -> wrapped.terms().languagesIn(term(0).in(), 20));
    }

    @Test
    void currenciesOfARepositoryThatMeerkatMadeAreHitInMemory() {
        assertHit(() -> wrapped.currencies().byCode("CHF"));
        assertThat(wrapped.currencies().byCode("CHF"))
                .hasValueSatisfying(franc -> assertThat(franc.digits()).isEqualTo(2));
    }

    @Test
    void whatIsReadPastTheCacheIsNoHit() {
        assertHit(() -> wrapped.locales().byTag("agq"));
        Reading<?> reading = meter.read(() -> wrapped.uncachedLocales().byTag("agq"));
        assertThat(reading.hit()).isFalse();
        assertThat(reading.bypass()).isEqualTo("NO_CACHE");
    }

    @Test
    void aWriteThroughTheRepositoryIsSeenAtOnce() {
        assertHit(() -> wrapped.locales().byTag("ak"));
        wrapped.locales().setNumber("ak", 7, "a test");
        assertThat(wrapped.locales().byTag("ak"))
                .hasValueSatisfying(akan -> assertThat(akan).containsEntry("n", 7));
    }

    @Test
    void aWriteThroughTheSameClassUnwrappedIsSeenSoon() {
        TermId id = term(1);
        assertHit(() -> wrapped.terms().byId(id));
        plain.rename(id, "renamed");
        await().atMost(SOON)
                .until(() -> wrapped.terms()
                        .byId(id)
                        .map(Term::name)
                        .filter("renamed"::equals)
                        .isPresent());
    }

    /** The n-th of all. */
    private static TermId term(int n) {
        return TermId.of(CldrData.terms().skip(n).findFirst().orElseThrow().get("_id", Document.class));
    }

    /** Reading it over and over becomes a hit that sends nothing to MongoDB. */
    private static void assertHit(Supplier<?> read) {
        await().atMost(SOON).until(() -> {
            Reading<?> reading = meter.read(read);
            return reading.hit() && reading.tier().equals(Tier.NEAR.name());
        });
    }
}
