package dev.meerkat.examples.shop;

import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** What tests of the shop work with. */
record Parts(
        ProductRepository products,
        OrderRepository orders,
        OrderService service,
        OrderEvents events,
        PictureService pictures,
        MongoTemplate template,
        TransactionTemplate transaction,
        RestClient http) {}
