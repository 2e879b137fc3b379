package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FloorsTest {

    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final Namespace ITEMS = new Namespace("shop", "items");
    private static final Namespace USERS = new Namespace("crm", "users");

    private final Floors floors = new Floors(3);

    @Test
    void aFloorHoldsForItsNamespaceAlone() {
        floors.raise(ORDERS, 10);

        assertThat(floors.under(List.of(ORDERS))).isEqualTo(10);
        assertThat(floors.under(List.of(ITEMS))).isEqualTo(ClusterTime.NONE);
        assertThat(floors.under(List.of(ITEMS, ORDERS))).isEqualTo(10);
    }

    @Test
    void aDatabasesFloorHoldsForAllOfIt() {
        floors.raise("shop", 10);

        assertThat(floors.under(List.of(ORDERS))).isEqualTo(10);
        assertThat(floors.under(List.of(ITEMS))).isEqualTo(10);
        assertThat(floors.under(List.of(USERS))).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void theFloorOfEverythingHoldsForAll() {
        floors.raiseAll(10);

        assertThat(floors.under(List.of(USERS))).isEqualTo(10);
    }

    @Test
    void theHighestFloorCountsAndNoneEverSinks() {
        floors.raise(ORDERS, 10);
        floors.raise(ORDERS, 5);
        floors.raise("shop", 20);
        floors.raise("shop", 15);
        floors.raiseAll(12);
        floors.raiseAll(3);

        assertThat(floors.under(List.of(ORDERS))).isEqualTo(20);
        assertThat(floors.under(List.of(USERS))).isEqualTo(12);
    }

    @Test
    void aDatabaseNamedLikeANamespaceIsAnother() {
        floors.raise("shop.orders", 10);

        assertThat(floors.under(List.of(ORDERS))).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void tooManyFloorsFoldIntoOneThatCoversThem() {
        floors.raise(ORDERS, 10);
        floors.raise(ITEMS, 30);
        floors.raise("shop", 20);
        assertThat(floors.under(List.of(USERS))).isEqualTo(ClusterTime.NONE);

        floors.raise("more", 5);

        assertThat(floors.under(List.of(USERS))).isEqualTo(30);
        assertThat(floors.under(List.of(ORDERS))).isEqualTo(30);
        floors.raise(ORDERS, 40);
        assertThat(floors.under(List.of(ORDERS))).isEqualTo(40);
        assertThat(floors.under(List.of(USERS))).isEqualTo(30);
    }
}
