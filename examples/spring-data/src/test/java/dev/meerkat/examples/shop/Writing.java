package dev.meerkat.examples.shop;

import static dev.meerkat.examples.shop.InEachMode.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.query.Update;

/** What is written is seen by the next read. */
interface Writing extends InEachMode {

    private Product tea() {
        return read(() -> products().findById("tea").orElseThrow());
    }

    @Test
    default void aChangeIsSeenAtOnce() {
        products().save(tea().at(450));
        assertThat(tea().price()).isEqualTo(450);
    }

    @Test
    default void aNewProductIsFoundByOldQueries() {
        assertThat(read(() -> products().countByCategory("drinks"))).isEqualTo(3);
        products().insert(Product.of("cocoa", "Cocoa", "drinks", 380, 4));
        assertThat(read(() -> products().countByCategory("drinks"))).isEqualTo(4);
        assertThat(ids(read(() -> products().findByCategoryOrderByPrice("drinks"))))
                .containsExactly("water", "juice", "cocoa", "tea");
    }

    @Test
    default void aDeletedProductIsGone() {
        assertThat(tea().name()).isEqualTo("Tea");
        products().deleteById("tea");
        assertThat(read(() -> products().findById("tea"))).isEmpty();
        assertThat(ids(read(() -> products().findByTagsContaining("hot", BY_ID))))
                .containsExactly("soup");
    }

    @Test
    default void manyAreDeletedByADerivedQuery() {
        assertThat(products().deleteByCategory("drinks")).isEqualTo(3);
        assertThat(ids(read(() -> products().findAll(BY_ID)))).containsExactly("bread", "soup");
    }

    @Test
    default void aStatedUpdateIsSeenAtOnce() {
        assertThat(tea().stock()).isEqualTo(10);
        assertThat(products().addToStock("tea", 5)).isEqualTo(1);
        assertThat(tea().stock()).isEqualTo(15);
    }

    @Test
    default void aTemplatesUpdateOfManyIsSeenAtOnce() {
        assertThat(read(() -> products().priceOfAll("drinks"))).isEqualTo(750);
        shop().template()
                .updateMulti(query(where("category").is("drinks")), new Update().inc("price", 10), Product.class);
        assertThat(read(() -> products().priceOfAll("drinks"))).isEqualTo(780);
    }

    @Test
    default void findAndModifyIsSeenAtOnce() {
        Product before = shop().template()
                .findAndModify(query(where("id").is("tea")), new Update().inc("stock", -1), Product.class);
        assertThat(before).isNotNull().extracting(Product::stock).isEqualTo(10);
        assertThat(tea().stock()).isEqualTo(9);
    }

    @Test
    default void aBulkIsSeenAtOnce() {
        assertThat(tea().price()).isEqualTo(400);
        shop().template()
                .bulkOps(BulkMode.ORDERED, Product.class)
                .updateOne(query(where("id").is("tea")), new Update().set("price", 410))
                .remove(query(where("id").is("soup")))
                .execute();
        assertThat(tea().price()).isEqualTo(410);
        assertThat(read(() -> products().existsById("soup"))).isFalse();
    }

    @Test
    default void anOlderVersionIsRefused() {
        Product mine = tea();
        products().save(tea().at(450));
        assertThatThrownBy(() -> products().save(mine.at(460))).isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(tea().price()).isEqualTo(450);
    }

    @Test
    default void theVersionRisesWithEachChange() {
        products().save(tea().at(450));
        products().save(tea().at(460));
        assertThat(tea().version()).isEqualTo(2);
    }

    @Test
    default void whoWroteItAndWhenIsKept() {
        Product created = tea();
        assertThat(created.createdBy()).isEqualTo("clerk");
        products().save(created.at(450));
        Product changed = tea();
        assertThat(changed.created()).isEqualTo(created.created());
        assertThat(changed.changed()).isAfterOrEqualTo(created.changed());
    }

    @Test
    default void anOrderIsSummedUpBeforeItIsWritten() {
        shop().orders().insert(Order.of("ada", List.of(new Order.Line("tea", 2, 400), new Order.Line("soup", 1, 500))));
        assertThat(read(() -> shop().orders().findByCustomerOrderByTotal("ada")))
                .extracting(Order::total)
                .containsExactly(1_300);
    }

    @Test
    default void picturesAreKeptAndReplaced() {
        assertThat(read(() -> shop().pictures().find("tea"))).isEmpty();
        shop().pictures().keep("tea", new byte[] {1, 2, 3});
        assertThat(read(() -> shop().pictures().find("tea").orElseThrow())).containsExactly(1, 2, 3);
        shop().pictures().keep("tea", new byte[] {4});
        assertThat(read(() -> shop().pictures().find("tea").orElseThrow())).containsExactly(4);
    }
}
