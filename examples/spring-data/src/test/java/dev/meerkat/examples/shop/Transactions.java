package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spring's transactions: what is read in them, and what others see of them when. */
interface Transactions extends InEachMode {

    private int stockOfTea() {
        return read(() -> products().findById("tea").orElseThrow()).stock();
    }

    @Test
    default void whatIsCommittedIsSeenAtOnce() {
        assertThat(stockOfTea()).isEqualTo(10);
        assertThat(read(() -> shop().orders().findByCustomerOrderByTotal("ada")))
                .isEmpty();

        shop().service().place("ada", Map.of("tea", 3));

        assertThat(stockOfTea()).isEqualTo(7);
        assertThat(read(() -> shop().orders().findByCustomerOrderByTotal("ada")))
                .extracting(Order::total)
                .containsExactly(1_200);
    }

    @Test
    default void whatIsRolledBackIsNeverSeen() {
        assertThat(stockOfTea()).isEqualTo(10);

        assertThatThrownBy(() -> shop().service().place("ada", Map.of("tea", 11)))
                .isInstanceOf(OutOfStockException.class);

        assertThat(stockOfTea()).isEqualTo(10);
        assertThat(read(() -> shop().orders().findByCustomerOrderByTotal("ada")))
                .isEmpty();
    }

    @Test
    default void aTransactionSeesItsOwnWritesAndOthersDoNot() {
        assertThat(stockOfTea()).isEqualTo(10);
        shop().transaction().executeWithoutResult(status -> {
            Product tea = products().findById("tea").orElseThrow();
            products().save(tea.without(4));
            assertThat(products().findById("tea").orElseThrow().stock()).isEqualTo(6);
            assertThat(elsewhere(this::stockOfTea)).isEqualTo(10);
            status.setRollbackOnly();
        });
        assertThat(stockOfTea()).isEqualTo(10);
    }

    @Test
    default void nothingThatATransactionHasReadIsLeftInTheCache() {
        shop().transaction().executeWithoutResult(status -> {
            products().addToStock("tea", 90);
            assertThat(products().findByCategoryOrderByPrice("drinks"))
                    .extracting(Product::stock)
                    .contains(100);
            status.setRollbackOnly();
        });
        assertThat(read(() -> products().findByCategoryOrderByPrice("drinks")))
                .extracting(Product::stock)
                .doesNotContain(100);
    }

    @Test
    default void anEventComesAfterTheCommit() {
        int before = shop().events().announced().size();
        shop().service().place("ada", Map.of("tea", 1));
        assertThatThrownBy(() -> shop().service().place("bob", Map.of("soup", 100)))
                .isInstanceOf(OutOfStockException.class);
        List<OrderPlaced> announced = shop().events().announced();
        assertThat(announced.subList(before, announced.size()))
                .extracting(event -> event.order().customer())
                .containsExactly("ada");
    }

    private static <T> T elsewhere(java.util.concurrent.Callable<T> action) {
        return java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                    try {
                        return action.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }
}
