package dev.meerkat.examples.shop;

import static org.awaitility.Awaitility.await;

import dev.meerkat.Meerkat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** All tests of the shop; a mode extends it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(Listening.class)
@DirtiesContext
abstract class AllOfIt implements DerivedQueries, StatedQueries, Paging, Writing, Transactions, OverHttp {

    @Autowired
    Meerkat meerkat;

    @Autowired
    SentCommands sent;

    private Parts parts;

    @Autowired
    void gather(
            ProductRepository products,
            OrderRepository orders,
            OrderService service,
            OrderEvents events,
            PictureService pictures,
            MongoTemplate template,
            PlatformTransactionManager transactions,
            @LocalServerPort int port) {
        parts = new Parts(
                products,
                orders,
                service,
                events,
                pictures,
                template,
                new TransactionTemplate(transactions),
                RestClient.create("http://localhost:" + port));
    }

    @Override
    public Parts shop() {
        return parts;
    }

    @BeforeEach
    void fill() {
        await().until(() -> !meerkat.isEnabled() || meerkat.health().serving());
        if (!parts.template().collectionExists("fs.files")) { // what doesn't exist yet is not cached
            parts.template().createCollection(Order.class);
            parts.pictures().keep("none", new byte[1]);
        }
        parts.orders().deleteAll();
        parts.products().deleteAll();
        parts.template().remove(new Query(), "fs.files");
        parts.template().remove(new Query(), "fs.chunks");
        parts.products()
                .insert(List.of(
                        Product.of("tea", "Tea", "drinks", 400, 10, "hot", "green"),
                        Product.of("juice", "Juice", "drinks", 250, 5, "cold"),
                        Product.of("water", "Water", "drinks", 100, 50),
                        Product.of("bread", "Rye bread", "baked", 200, 8),
                        Product.of("soup", "Soup", "cooked", 500, 3, "hot")));
    }
}
