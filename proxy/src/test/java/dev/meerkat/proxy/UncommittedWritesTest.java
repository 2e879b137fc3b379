package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.Namespace;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However much a transaction writes, what is kept of it stays small, and nothing of it is lost. */
class UncommittedWritesTest {

    private final OpenCache open = new OpenCache();
    private final ProxyContext context = new ProxyContext(
            open.cache,
            new CollectionCaches(open.cache),
            new CacheSwitch(true),
            OpenCache.OPTIONS,
            new NamespaceFacts(open.cache, OpenCache.OPTIONS, System::nanoTime),
            new RenderedKeys(),
            new ReadLimit(1),
            new CallScopes(),
            null);
    private final UncommittedWrites writes = new UncommittedWrites();
    private final Set<String> told = new LinkedHashSet<>();

    @AfterEach
    void close() {
        open.close();
    }

    private void write(String collection, int document) {
        Namespace namespace = new Namespace(open.database, collection);
        Effect whole = told("all of " + collection, Effect.onWhole(namespace));
        writes.add(
                new WriteTarget(context, open.client, true, whole, namespace),
                told(collection + " " + document, Effect.onDocuments(namespace, ChangedFields.ANY, new long[] {document
                })));
    }

    private Effect told(String name, Effect effect) {
        return time -> {
            told.add(name);
            return effect.at(time);
        };
    }

    private Set<String> raised() {
        told.clear();
        try (ClientSession session = open.client.startSession()) {
            session.advanceOperationTime(new BsonTimestamp(1));
            writes.raise(session);
        }
        return told;
    }

    @Test
    void fewAreToldOneByOne() {
        write("a", 1);
        write("b", 2);
        assertThat(raised()).containsExactly("a 1", "b 2");
    }

    @Test
    void manyAreToldAsAllThatTheirTargetsHold() {
        for (int i = 0; i < 50_000; i++) {
            write(i % 2 == 0 ? "a" : "b", i);
            assertThat(writes.size()).isLessThanOrEqualTo(WriteEffects.MAX_DOCUMENTS);
        }
        assertThat(raised()).contains("all of a", "all of b").hasSize(writes.size());
    }

    @Test
    void manyTargetsAreAllTold() {
        for (int i = 0; i < 5_000; i++) {
            write("c" + i % 2_500, i);
        }
        Set<String> all = raised();
        assertThat(IntStream.range(0, 2_500).mapToObj(i -> "c" + i))
                .allMatch(name ->
                        all.contains("all of " + name) || all.stream().anyMatch(told -> told.startsWith(name + " ")));
        assertThat(writes.size()).isLessThanOrEqualTo(2 * 2_500);
    }

    @Test
    void theyAreToldAgainWhereTheCommitIsRepeatedAndForgottenWhenAnotherBegins() {
        write("a", 1);
        assertThat(raised()).isNotEmpty();
        assertThat(raised()).isNotEmpty();
        writes.clear();
        assertThat(raised()).isEmpty();
    }
}
