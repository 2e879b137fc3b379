package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

final class InvalidationsTest {

    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final Namespace ITEMS = new Namespace("shop", "items");
    private static final Namespace USERS = new Namespace("crm", "users");

    private final Invalidations invalidations = new Invalidations(1000, Guards.all());

    @Test
    void aChangedDocumentConcernsItselfAndEveryQueryOfItsNamespace() {
        invalidations.raise(new Invalidation.Documents(10, ORDERS, tag(ORDERS, 1)));

        assertThat(invalidations.latest(byId(ORDERS, 1))).isEqualTo(10);
        assertThat(invalidations.latest(byId(ORDERS, 2))).isEqualTo(ClusterTime.NONE);
        assertThat(invalidations.latest(byId(ITEMS, 1))).isEqualTo(ClusterTime.NONE);
        assertThat(invalidations.latest(Dependencies.queries(List.of(ORDERS)))).isEqualTo(10);
        assertThat(invalidations.latest(Dependencies.queries(List.of(ITEMS, ORDERS))))
                .isEqualTo(10);
        assertThat(invalidations.latest(Dependencies.queries(List.of(ITEMS)))).isEqualTo(ClusterTime.NONE);
        assertThat(invalidations.latest(Dependencies.existence(ORDERS))).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void anUpdateOfKnownFieldsConcernsWhatLooksAtThemOrGaveTheDocument() {
        Dependencies ofPrice = narrow("price", 1);
        Dependencies ofKind = narrow("kind", 1);
        Dependencies ofKindOfOthers = narrow("kind", 2);

        invalidations.raise(
                new Invalidation.Documents(10, ORDERS, ChangedFields.of(ORDERS, List.of("price.net")), tag(ORDERS, 1)));
        assertThat(invalidations.latest(ofPrice)).isEqualTo(10);
        assertThat(invalidations.latest(ofKind)).isEqualTo(10);
        assertThat(invalidations.latest(ofKindOfOthers)).isEqualTo(ClusterTime.NONE);
        assertThat(invalidations.latest(Dependencies.queries(List.of(ORDERS)))).isEqualTo(10);

        invalidations.raise(new Invalidation.Documents(11, ORDERS, tag(ORDERS, 3)));
        assertThat(invalidations.latest(ofKindOfOthers)).isEqualTo(11);
    }

    private static Dependencies narrow(String field, int id) {
        return Dependencies.narrow(ORDERS, FieldPaths.tags(ORDERS, List.of(field)), new long[] {tag(ORDERS, id)});
    }

    @Test
    void manyFieldsAreAsGoodAsAny() {
        assertThat(ChangedFields.of(ORDERS, List.of()).isAny()).isTrue();
        assertThat(ChangedFields.of(ORDERS, List.of("a", "a.b", "b")).tags()).hasSize(2);
        assertThat(ChangedFields.of(
                                ORDERS,
                                IntStream.range(0, 17).mapToObj(i -> "f" + i).toList())
                        .isAny())
                .isTrue();
    }

    @Test
    void aWholeNamespaceConcernsAllThatReadsIt() {
        invalidations.raise(new Invalidation.WholeNamespace(10, ORDERS));

        assertThat(invalidations.latest(byId(ORDERS, 1))).isEqualTo(10);
        assertThat(invalidations.latest(Dependencies.queries(List.of(ITEMS, ORDERS))))
                .isEqualTo(10);
        assertThat(invalidations.latest(Dependencies.existence(ORDERS))).isEqualTo(10);
        assertThat(invalidations.latest(byId(ITEMS, 1))).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void aWholeDatabaseAndEverythingReachFurther() {
        invalidations.raise(new Invalidation.WholeDatabase(10, "shop"));
        assertThat(invalidations.latest(byId(ITEMS, 1))).isEqualTo(10);
        assertThat(invalidations.latest(byId(USERS, 1))).isEqualTo(ClusterTime.NONE);

        invalidations.raise(new Invalidation.Everything(9));
        assertThat(invalidations.latest(byId(ITEMS, 1))).isEqualTo(10);
        assertThat(invalidations.latest(byId(USERS, 1))).isEqualTo(9);
    }

    @Test
    void orderAndRepetitionDoNotMatter() {
        invalidations.raise(new Invalidation.Documents(20, ORDERS, tag(ORDERS, 1)));
        invalidations.raise(new Invalidation.Documents(10, ORDERS, tag(ORDERS, 1)));
        invalidations.raise(new Invalidation.Documents(20, ORDERS, tag(ORDERS, 1)));

        assertThat(invalidations.latest(byId(ORDERS, 1))).isEqualTo(20);
    }

    @Test
    void aRaisedFloorConcernsEverything() {
        invalidations.raiseFloor(10);

        assertThat(invalidations.latest(byId(USERS, 1))).isEqualTo(10);
    }

    @Test
    void whatTheTableForgetsIsStillNotServed() {
        Invalidations small = new Invalidations(1, Guards.all());
        for (int id = 1; id <= 1000; id++) {
            small.raise(new Invalidation.Documents(id, ORDERS, tag(ORDERS, id)));
        }
        for (int id = 1; id <= 1000; id++) {
            assertThat(small.latest(byId(ORDERS, id))).isGreaterThanOrEqualTo(id);
        }
    }

    @Test
    void withoutTheFloorOnEvictionForgottenChangesAreServed() {
        Invalidations broken = new Invalidations(1, Guards.without(Guard.FLOOR_ON_EVICTION));
        for (int id = 1; id <= 1000; id++) {
            broken.raise(new Invalidation.Documents(id, ORDERS, tag(ORDERS, id)));
        }
        assertThat(broken.latest(byId(ORDERS, 1))).isLessThan(1);
    }

    private static long tag(Namespace namespace, int id) {
        return Tags.document(namespace, new BsonInt32(id));
    }

    private static Dependencies byId(Namespace namespace, int id) {
        return Dependencies.document(namespace, tag(namespace, id));
    }
}
