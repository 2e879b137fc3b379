package dev.meerkat.examples.shop;

import static dev.meerkat.examples.shop.InEachMode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queries that Spring Data makes of methods' names. */
interface DerivedQueries extends InEachMode {

    @Test
    default void aProductIsFoundByItsId() {
        assertThat(read(() -> products().findById("tea")).map(Product::name)).hasValue("Tea");
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertThat(read(() -> products().findById("coffee"))).isEmpty();
    }

    @Test
    default void productsAreFoundByCategoryInOrder() {
        assertThat(ids(read(() -> products().findByCategoryOrderByPrice("drinks"))))
                .containsExactly("water", "juice", "tea");
    }

    @Test
    default void productsAreFoundByName() {
        assertThat(read(() -> products().findByName("Rye bread")).map(Product::id))
                .hasValue("bread");
    }

    @Test
    default void productsAreFoundBetweenPrices() {
        assertThat(ids(read(() -> products().findByPriceBetween(150, 350, BY_ID))))
                .containsExactly("bread", "juice");
    }

    @Test
    default void productsAreFoundByTwoThingsAtOnce() {
        assertThat(ids(read(
                        () -> products().findByCategoryInAndStockGreaterThan(List.of("drinks", "baked"), 5, BY_ID))))
                .containsExactly("bread", "tea", "water");
    }

    @Test
    default void productsAreFoundByTheBeginningOfTheirNames() {
        assertThat(ids(read(() -> products().findByNameStartingWithIgnoreCase("t", BY_ID))))
                .containsExactly("tea");
    }

    @Test
    default void productsAreFoundByTag() {
        assertThat(ids(read(() -> products().findByTagsContaining("hot", BY_ID))))
                .containsExactly("soup", "tea");
    }

    @Test
    default void theDearestIsFound() {
        assertThat(read(() -> products().findFirstByOrderByPriceDesc()).map(Product::id))
                .hasValue("soup");
    }

    @Test
    default void theCheapestTwoAreFound() {
        assertThat(ids(read(() -> products().findTop2ByOrderByPriceAsc()))).containsExactly("water", "bread");
    }

    @Test
    default void productsAreCounted() {
        assertThat(read(() -> products().countByCategory("drinks"))).isEqualTo(3);
    }

    @Test
    default void allProductsAreCounted() {
        assertThat(read(() -> products().count())).isEqualTo(5);
    }

    @Test
    default void itIsKnownWhetherThereIsOne() {
        assertThat(read(() -> products().existsByName("Tea"))).isTrue();
        assertThat(read(() -> products().existsByName("Coffee"))).isFalse();
    }

    @Test
    default void itIsKnownWhetherAnIdIsThere() {
        assertThat(read(() -> products().existsById("tea"))).isTrue();
    }

    @Test
    default void allAreFound() {
        assertThat(ids(read(() -> products().findAll(BY_ID))))
                .containsExactly("bread", "juice", "soup", "tea", "water");
    }

    @Test
    default void severalAreFoundByTheirIds() {
        assertThat(ids(read(() -> products().findAllById(List.of("tea", "soup")))))
                .containsExactlyInAnyOrder("tea", "soup");
    }

    @Test
    default void productsAreStreamed() {
        assertThat(read(() -> {
                    try (Stream<Product> drinks = products().streamByCategory("drinks")) {
                        return drinks.map(Product::id).sorted().toList();
                    }
                }))
                .containsExactly("juice", "tea", "water");
    }

    @Test
    default void everyFieldComesBackAsItWasWritten() {
        Product tea = read(() -> products().findById("tea").orElseThrow());
        assertThat(tea.tags()).containsExactly("hot", "green");
        assertThat(tea.version()).isZero();
        assertThat(Optional.ofNullable(tea.created())).isPresent();
    }
}
