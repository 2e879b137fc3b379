package dev.meerkat.examples.shop;

import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.NoCache;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.repository.Aggregation;
import org.springframework.data.mongodb.repository.MongoRepository;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.mongodb.repository.Update;

/** All that is for sale. */
public interface ProductRepository extends MongoRepository<Product, String> {

    // tag::derived[]
    List<Product> findByCategoryOrderByPrice(String category);

    Optional<Product> findByName(String name);

    List<Product> findByPriceBetween(int least, int most, Sort sort);

    List<Product> findByCategoryInAndStockGreaterThan(Collection<String> categories, int stock, Sort sort);

    // end::derived[]

    List<Product> findByNameStartingWithIgnoreCase(String beginning, Sort sort);

    List<Product> findByTagsContaining(String tag, Sort sort);

    Optional<Product> findFirstByOrderByPriceDesc();

    List<Product> findTop2ByOrderByPriceAsc();

    long countByCategory(String category);

    boolean existsByName(String name);

    Page<Product> findByCategory(String category, Pageable page);

    Slice<Product> findSliceByStockGreaterThan(int stock, Pageable page);

    Window<Product> findFirst2ByOrderById(ScrollPosition position);

    Stream<Product> streamByCategory(String category);

    List<ProductName> findNamesByCategory(String category, Sort sort);

    <T> List<T> findAllByCategory(String category, Class<T> as);

    // tag::query[]
    @Query("{ category: ?0, price: { $lt: ?1 } }")
    List<Product> cheaperThan(String category, int price);

    @Query(value = "{ category: ?0 }", fields = "{ name: 1 }", sort = "{ name: -1 }")
    List<ProductName> namesBackwards(String category);

    // end::query[]

    @Query(value = "{ price: { $gt: ?0 } }", count = true)
    long countDearerThan(int price);

    @Query(value = "{ tags: ?0 }", exists = true)
    boolean isAnyTagged(String tag);

    // tag::aggregation[]
    @Aggregation({
        "{ $group: { _id: '$category', products: { $sum: 1 }, stock: { $sum: '$stock' } } }",
        "{ $sort: { _id: 1 } }"
    })
    List<CategoryTotal> totals();

    // end::aggregation[]

    @Aggregation({"{ $match: { category: ?0 } }", "{ $group: { _id: null, total: { $sum: '$price' } } }"})
    Integer priceOfAll(String category);

    @Aggregation({"{ $group: { _id: '$category' } }", "{ $sort: { _id: 1 } }"})
    List<String> categories();

    @Query("{ _id: ?0 }")
    @Update("{ $inc: { stock: ?1 } }")
    long addToStock(String id, int pieces);

    long deleteByCategory(String category);

    // tag::annotations[]
    @NoCache
    List<Product> findByStockLessThan(int stock);

    @CacheFor("10s")
    List<Product> findByTags(String tag);
    // end::annotations[]
}
