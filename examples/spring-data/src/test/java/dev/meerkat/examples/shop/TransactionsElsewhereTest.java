package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.Explanation;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What other threads and other processes see of Spring's transactions, and when. */
class TransactionsElsewhereTest {

    private static EmbeddedMongo mongo;
    private static EmbeddedRedis redis;
    private static Started one;
    private static Started other;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
        redis = EmbeddedRedis.start();
        one = Started.on(mongo, redis);
        one.products().insert(Product.of("first", "First", "none", 0, 0)); // no collection is made in a transaction
        other = Started.on(mongo, redis);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        redis.close();
        mongo.close();
    }

    @BeforeEach
    void fill() {
        one.products().deleteAll();
        one.products()
                .insert(List.of(
                        Product.of("tea", "Tea", "drinks", 400, 10), Product.of("soup", "Soup", "cooked", 500, 3)));
        for (String id : List.of("tea", "soup")) {
            awaitHot(one, id);
            awaitHot(other, id);
        }
    }

    private static void awaitHot(Started process, String id) {
        await().atMost(Started.PATIENCE).until(() -> process.products().existsById(id));
        await().atMost(Started.PATIENCE).until(() -> {
            process.product(id);
            return process.sent().during(() -> process.product(id)).isEmpty();
        });
    }

    /** The result that lies in the process's near tier. */
    private static Explanation.Copy copy(Started process, String id) {
        return process.meerkat()
                .explain(() -> process.product(id))
                .get(0)
                .near()
                .orElseThrow();
    }

    /** Whether the very result still lies there and nothing was told that it depends on. */
    private static boolean isStill(Explanation.Copy copy, Started process, String id) {
        Explanation.Copy now = copy(process, id);
        return now.isValid() && now.asof() == copy.asof();
    }

    private static TransactionTemplate transaction(int propagation) {
        TransactionTemplate template = new TransactionTemplate(one.context().getBean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    private static <T> T inAnotherThread(java.util.function.Supplier<T> action) {
        return CompletableFuture.supplyAsync(action).join();
    }

    private static void sell(String id) {
        one.products().save(one.product(id).without(1));
    }

    @Test
    void nothingIsToldBeforeTheCommitAndAllIsWithIt() {
        Explanation.Copy here = copy(one, "tea");
        Explanation.Copy there = copy(other, "tea");

        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            sell("tea");
            assertThat(one.sent().during(() -> one.product("soup")))
                    .as("what is hot is read in the transaction's snapshot")
                    .containsExactly("find");
            assertThat(one.product("tea").stock()).isEqualTo(9);
            assertThat(inAnotherThread(() -> isStill(here, one, "tea"))).isTrue();
            assertThat(isStill(there, other, "tea")).isTrue();
            assertThat(other.product("tea").stock()).isEqualTo(10);
        });

        assertThat(one.product("tea").stock()).isEqualTo(9);
        await().atMost(Started.PATIENCE).until(() -> other.product("tea").stock() == 9);
    }

    @Test
    void aRollbackTellsNothing() {
        Explanation.Copy here = copy(one, "tea");
        Explanation.Copy there = copy(other, "tea");

        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            sell("tea");
            status.setRollbackOnly();
        });

        assertThat(isStill(here, one, "tea")).isTrue();
        sell("soup");
        await().atMost(Started.PATIENCE).until(() -> other.product("soup").stock() == 2); // changes come in order
        assertThat(isStill(here, one, "tea")).isTrue();
        assertThat(isStill(there, other, "tea")).isTrue();
    }

    @Test
    void anInnerTransactionOfItsOwnIsToldWhateverBecomesOfTheOuterOne() {
        Explanation.Copy here = copy(one, "tea");
        Explanation.Copy there = copy(other, "tea");

        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            sell("tea");
            transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(inner -> sell("soup"));
            assertThat(inAnotherThread(() -> one.product("soup").stock())).isEqualTo(2);
            await().atMost(Started.PATIENCE).until(() -> other.product("soup").stock() == 2);
            outer.setRollbackOnly();
        });

        assertThat(one.product("soup").stock()).isEqualTo(2);
        assertThat(isStill(here, one, "tea")).isTrue();
        assertThat(isStill(there, other, "tea")).isTrue();
    }

    @Test
    void whatIsReadOutsideOfTheTransactionInItsMiddleIsCached() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            sell("tea");
            transaction(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
                    .executeWithoutResult(none -> assertThat(one.sent()
                                    .during(() -> assertThat(one.product("tea").stock())
                                            .isEqualTo(10)))
                            .isEmpty());
        });
        assertThat(one.product("tea").stock()).isEqualTo(9);
    }
}
