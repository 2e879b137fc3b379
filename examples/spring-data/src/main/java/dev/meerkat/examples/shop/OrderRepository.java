package dev.meerkat.examples.shop;

import java.util.List;
import org.bson.types.ObjectId;
import org.springframework.data.mongodb.repository.MongoRepository;

/** All that was bought. */
public interface OrderRepository extends MongoRepository<Order, ObjectId> {

    /** What somebody has bought. */
    List<Order> findByCustomerOrderByTotal(String customer);

    /** Who has bought a product. */
    List<Order> findByLinesProduct(String product);
}
