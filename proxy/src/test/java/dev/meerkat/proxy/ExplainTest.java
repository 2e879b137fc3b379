package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");

    @BeforeEach
    void fill() {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 1));
        things.findById(1); // by now it is known what kind of collection this is
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void itSendsNothingAndChangesNothing() {
        long misses = open.reads(Outcome.Tier.FILLED);
        Explanation before = HandleProxies.explain(things.find(eq("n", 1)));
        assertThat(before.servedFrom()).isEmpty();
        assertThat(before.verdict()).contains("not cached yet");
        assertThat(open.commands.sent()).isEmpty();
        assertThat(open.reads(Outcome.Tier.FILLED)).isEqualTo(misses);
    }

    @Test
    void itTellsKeyTagsTierAndWhy() {
        List<Document> found = things.find(eq("n", 1)).into(new ArrayList<>());
        Explanation cached = HandleProxies.explain(things.find(eq("n", 1)));
        assertThat(cached.servedFrom()).contains(Outcome.Tier.NEAR);
        assertThat(cached.key()).contains("\"n\": 1");
        assertThat(cached.namespaces()).containsExactly(new Namespace(open.database, "things"));
        assertThat(cached.tags()).first().asString().contains("which documents are in " + open.database + ".things");
        assertThat(cached.tags()).hasSize(2 + found.size());
        assertThat(cached.near().orElseThrow().isValid()).isTrue();

        things.updateOne(eq("_id", 1), Updates.set("other", true));
        Explanation changed = HandleProxies.explain(things.find(eq("n", 1)));
        assertThat(changed.servedFrom()).isEmpty();
        assertThat(changed.verdict()).contains("invalidated at");
        assertThat(changed.toString()).contains("key ", "tags ", "near ", "verdict ");
    }

    static Stream<Map.Entry<BypassReason, Function<CachedCollection<Document>, MongoIterable<?>>>> uncached() {
        return Stream.of(
                Map.entry(BypassReason.NO_CACHE, c -> c.find().noCache()),
                Map.entry(BypassReason.NO_CACHE, c -> c.noCache().distinct("n", Integer.class)),
                Map.entry(BypassReason.HINT, c -> c.find().hintString("_id_")),
                Map.entry(BypassReason.QUERY, c -> c.find(Document.parse("{$where: 'true'}"))),
                Map.entry(BypassReason.OPERATION, c -> c.aggregate(List.of(Document.parse("{$out: 'others'}")))));
    }

    @ParameterizedTest
    @MethodSource("uncached")
    void itTellsWhyAReadIsNotCached(
            Map.Entry<BypassReason, Function<CachedCollection<Document>, MongoIterable<?>>> read) {
        Explanation explanation = HandleProxies.explain(read.getValue().apply(things));
        assertThat(explanation.servedFrom()).isEmpty();
        assertThat(explanation.verdict())
                .contains(read.getKey().text())
                .contains(read.getKey().name());
    }

    @Test
    void whatIsNotWrappedIsRefused() {
        MongoIterable<Document> plain = open.plain("things").find();
        assertThatThrownBy(() -> HandleProxies.explain(plain)).hasMessageContaining("wrap the collection first");
    }

    @Test
    void theReadsOfABlockAreExplainedEachBeforeItIsDone() {
        List<Explanation> seen = new ArrayList<>();
        try (CallScopes.Scope scope = open.proxies.scopes().explaining(seen::add)) {
            things.findById(1);
            things.countDocuments(eq("n", 1));
            try (CallScopes.Scope inner = open.proxies.scopes().withoutCache()) {
                things.find().first();
            }
        }
        things.findById(1);
        assertThat(seen)
                .extracting(Explanation::verdict)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("served from the near tier"),
                        second -> assertThat(second).contains("not cached yet"),
                        third -> assertThat(third).contains("NO_CACHE"));
    }
}
