package dev.meerkat.examples.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.data.mongodb.core.mapping.event.BeforeConvertCallback;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** What happens around orders: they are summed up before they are written, and announced when they are committed. */
@Component
public class OrderEvents implements BeforeConvertCallback<Order> {

    private final List<OrderPlaced> announced = new CopyOnWriteArrayList<>();

    @Override
    public Order onBeforeConvert(Order order, String collection) {
        return order.summedUp();
    }

    @TransactionalEventListener
    void placed(OrderPlaced event) {
        announced.add(event);
    }

    /** Those that were announced, in order. */
    public List<OrderPlaced> announced() {
        return List.copyOf(announced);
    }
}
