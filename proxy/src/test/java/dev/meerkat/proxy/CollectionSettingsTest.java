package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits of single collections; their times and switches are in {@link PrecedenceTest}. */
class CollectionSettingsTest {

    private static final int DOCUMENTS = 200;
    private static final String TEXT = "x".repeat(500);

    private static final Map<String, CollectionSettings> SETTINGS = Map.of(
            "small",
            new CollectionSettings(false, null, 0, 20_000),
            "terse",
            new CollectionSettings(false, null, 300, 0));

    private final OpenCache open = new OpenCache(new ProxyOptions(
            Duration.ofMinutes(5),
            1 << 16,
            true,
            Duration.ofSeconds(5),
            64,
            namespace -> false,
            namespace -> SETTINGS.getOrDefault(namespace.collection(), CollectionSettings.DEFAULT)));

    @AfterEach
    void close() {
        open.close();
    }

    private CachedCollection<Document> filled(String name) {
        CachedCollection<Document> collection = open.wrapped(name);
        for (int i = 0; i < DOCUMENTS; i++) {
            open.plain(name).insertOne(new Document("_id", i).append("text", TEXT));
        }
        return collection;
    }

    private static void readAll(CachedCollection<Document> collection) {
        for (int i = 0; i < DOCUMENTS; i++) {
            assertThat(collection.findById(i)).isPresent();
        }
    }

    private long hitsOfReadingAgain(CachedCollection<Document> collection) {
        long before = open.reads(Outcome.Tier.NEAR);
        readAll(collection);
        return open.reads(Outcome.Tier.NEAR) - before;
    }

    @Test
    void aCollectionWithALimitOfItsOwnCrowdsOutNobody() {
        CachedCollection<Document> small = filled("small");
        CachedCollection<Document> common = filled("common");
        readAll(common);
        readAll(small);
        assertThat(hitsOfReadingAgain(small)).isLessThan(DOCUMENTS / 2);
        assertThat(hitsOfReadingAgain(common)).isEqualTo(DOCUMENTS);
    }

    @Test
    void whatLiesInATierOfItsOwnIsInvalidatedToo() {
        CachedCollection<Document> small = filled("small");
        small.findById(1);
        small.updateOne(eq("_id", 1), Updates.set("text", "new"));
        assertThat(small.findById(1).orElseThrow()).containsEntry("text", "new");
        open.commands.clear();
        assertThat(small.findById(1).orElseThrow()).containsEntry("text", "new");
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void aResultOverTheCollectionsLimitIsNotCached() {
        CachedCollection<Document> terse = filled("terse");
        terse.findById(1);
        terse.findById(1);
        assertThat(open.bypasses(BypassReason.OVERSIZE)).isEqualTo(2);
        CachedCollection<Document> common = filled("common");
        common.findById(1);
        assertThat(open.bypasses(BypassReason.OVERSIZE)).isEqualTo(2);
    }
}
