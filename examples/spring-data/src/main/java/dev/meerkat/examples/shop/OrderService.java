package dev.meerkat.examples.shop;

import dev.meerkat.repository.NoCache;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sells. */
@Service
public class OrderService {

    private final ProductRepository products;
    private final OrderRepository orders;
    private final ApplicationEventPublisher events;

    OrderService(ProductRepository products, OrderRepository orders, ApplicationEventPublisher events) {
        this.products = products;
        this.orders = orders;
        this.events = events;
    }

    /**
     * Sells in one transaction: takes the pieces out of the stock, and writes down who bought them.
     *
     * @param pieces of products, by id
     * @throws OutOfStockException where there are too few of one; then nothing is sold
     */
    // tag::transaction[]
    @Transactional
    public Order place(String customer, Map<String, Integer> pieces) {
        List<Order.Line> lines = pieces.entrySet().stream()
                .map(entry -> take(entry.getKey(), entry.getValue()))
                .toList();
        Order order = orders.insert(Order.of(customer, lines));
        events.publishEvent(new OrderPlaced(order));
        return order;
    }

    private Order.Line take(String id, int pieces) {
        Product product = products.findById(id).orElseThrow();
        products.save(product.without(pieces));
        if (product.stock() < pieces) {
            throw new OutOfStockException(product, pieces);
        }
        return new Order.Line(id, pieces, product.price());
    }
    // end::transaction[]

    /** What somebody has bought, for the accounts: from MongoDB itself. */
    @NoCache
    public List<Order> forAccounts(String customer) {
        return orders.findByCustomerOrderByTotal(customer);
    }
}
