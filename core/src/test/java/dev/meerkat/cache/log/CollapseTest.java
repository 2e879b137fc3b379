package dev.meerkat.cache.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonInt32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollapseTest {

    private static final int MOST = 500;
    private static final int DATABASES = 3;

    /** How many namespaces a batch of 3000 events is spread over: a few crowded ones, many, too many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 400, 2900})
    void whatWasReadBeforeAnEventIsNotValidAfterwardsEither(int namespaces) {
        Random random = new Random(namespaces);
        List<Invalidation> raised = new ArrayList<>();
        long time = 1000;
        for (int i = 0; i < 3000; i++) {
            time += random.nextInt(3); // the events of a transaction share one time
            raised.add(random(random, time, namespaces));
        }
        List<Invalidation> collapsed = Collapse.of(raised, MOST);

        assertThat(collapsed).hasSizeLessThanOrEqualTo(MOST);
        Invalidations all = applied(raised);
        Invalidations few = applied(collapsed);
        for (int i = 0; i < namespaces; i++) {
            Namespace namespace = namespace(i);
            assertCovered(all, few, Dependencies.queries(List.of(namespace)));
            for (int id = 0; id < 20; id++) {
                assertCovered(all, few, Dependencies.document(namespace, Tags.document(namespace, new BsonInt32(id))));
            }
        }
        long last = time;
        assertThat(collapsed).allMatch(invalidation -> invalidation.time() <= last);
    }

    private static void assertCovered(Invalidations all, Invalidations few, Dependencies reader) {
        assertThat(few.latest(reader)).isGreaterThanOrEqualTo(all.latest(reader));
    }

    private static Invalidation random(Random random, long time, int namespaces) {
        Namespace namespace = namespace(random.nextInt(namespaces));
        return switch (random.nextInt(100)) {
            case 0 -> new Invalidation.WholeNamespace(time, namespace);
            default ->
                new Invalidation.Documents(
                        time, namespace, Tags.document(namespace, new BsonInt32(random.nextInt(20))));
        };
    }

    private static Namespace namespace(int number) {
        return new Namespace("db" + number % DATABASES, "c" + number);
    }

    private static Invalidations applied(List<Invalidation> raised) {
        Invalidations invalidations = new Invalidations(1 << 17, Guards.all());
        raised.forEach(invalidations::raise);
        return invalidations;
    }
}
