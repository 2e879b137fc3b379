package dev.meerkat.examples.shop;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/customers/{customer}/orders")
class OrderController {

    private final OrderService service;
    private final OrderRepository orders;

    OrderController(OrderService service, OrderRepository orders) {
        this.service = service;
        this.orders = orders;
    }

    @PostMapping
    int place(@PathVariable String customer, @RequestBody Map<String, Integer> pieces) {
        return service.place(customer, pieces).total();
    }

    @GetMapping
    List<Integer> totals(@PathVariable String customer) {
        return orders.findByCustomerOrderByTotal(customer).stream()
                .map(Order::total)
                .toList();
    }

    @ExceptionHandler(OutOfStockException.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    String tooFew(OutOfStockException e) {
        return String.valueOf(e.getMessage());
    }
}
