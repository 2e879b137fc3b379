package dev.meerkat.examples.shop;

import static dev.meerkat.examples.shop.InEachMode.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.ExampleMatcher;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.BasicQuery;

/** Queries, aggregations and projections that the application states itself. */
interface StatedQueries extends InEachMode {

    @Test
    default void aQueryInJsonIsAnswered() {
        assertThat(ids(read(() -> products().cheaperThan("drinks", 300)))).containsExactlyInAnyOrder("water", "juice");
    }

    @Test
    default void aQueryWithFieldsAndOrderIsAnswered() {
        assertThat(read(() -> products().namesBackwards("drinks").stream()
                        .map(ProductName::name)
                        .toList()))
                .containsExactly("Water", "Tea", "Juice");
    }

    @Test
    default void aCountInJsonIsAnswered() {
        assertThat(read(() -> products().countDearerThan(200))).isEqualTo(3);
    }

    @Test
    default void anExistenceInJsonIsAnswered() {
        assertThat(read(() -> products().isAnyTagged("green"))).isTrue();
    }

    @Test
    default void recordsShowAPart() {
        assertThat(read(() -> products().findNamesByCategory("drinks", Sort.by("name")).stream()
                        .map(ProductName::id)
                        .toList()))
                .containsExactly("juice", "tea", "water");
    }

    @Test
    default void theCallerChoosesTheProjection() {
        record OnlyName(String name) {}
        assertThat(read(() -> products().findAllByCategory("baked", OnlyName.class)))
                .containsExactly(new OnlyName("Rye bread"));
    }

    @Test
    default void categoriesAreSummedUp() {
        assertThat(read(() -> products().totals()))
                .containsExactly(
                        new CategoryTotal("baked", 1, 8),
                        new CategoryTotal("cooked", 1, 3),
                        new CategoryTotal("drinks", 3, 65));
    }

    @Test
    default void oneNumberIsAggregated() {
        assertThat(read(() -> products().priceOfAll("drinks"))).isEqualTo(750);
    }

    @Test
    default void simpleValuesAreAggregated() {
        assertThat(read(() -> products().categories())).containsExactly("baked", "cooked", "drinks");
    }

    @Test
    default void aTemplateAnswersCriteria() {
        assertThat(ids(read(() -> shop().template()
                        .find(query(where("price").gt(200).and("stock").lt(10)), Product.class))))
                .containsExactlyInAnyOrder("juice", "soup");
    }

    @Test
    default void aTemplateFindsDistinctValues() {
        assertThat(read(() -> shop().template().findDistinct("category", Product.class, String.class)))
                .containsExactlyInAnyOrder("baked", "cooked", "drinks");
    }

    @Test
    default void aTemplateAggregates() {
        Aggregation dearest = Aggregation.newAggregation(
                Aggregation.match(where("category").is("drinks")),
                Aggregation.sort(Sort.by("price").descending()),
                Aggregation.limit(1));
        assertThat(ids(read(() -> shop().template()
                        .aggregate(dearest, Product.class, Product.class)
                        .getMappedResults())))
                .containsExactly("tea");
    }

    @Test
    default void documentsAreReadAsTheyAre() {
        assertThat(read(() -> shop().template()
                        .findOne(new BasicQuery("{ _id: 'tea' }"), org.bson.Document.class, "products")))
                .containsEntry("price", 400)
                .containsEntry("tags", List.of("hot", "green"));
    }

    @Test
    default void anExampleFindsWhatIsAlike() {
        Example<Product> likeTea = Example.of(
                Product.of("tea", "Tea", "drinks", 400, 10, "hot", "green"),
                ExampleMatcher.matching().withIgnorePaths("tags", "version"));
        assertThat(ids(read(() -> products().findAll(likeTea)))).containsExactly("tea");
    }

    @Test
    default void ordersAreFoundByWhatIsInTheirLines() {
        shop().orders().insert(Order.of("ada", List.of(new Order.Line("tea", 2, 400))));
        shop().orders().insert(Order.of("bob", List.of(new Order.Line("soup", 1, 500))));
        assertThat(read(() -> shop().orders().findByLinesProduct("tea")))
                .extracting(Order::customer)
                .containsExactly("ada");
    }
}
