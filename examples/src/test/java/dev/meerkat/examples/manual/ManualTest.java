package dev.meerkat.examples.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.meerkat.Meerkat;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What the manual's tests begin with: two users of the shop, one of a tenant's, and ways to see who answers a read. */
@ExtendWith(ManualTest.Opening.class)
abstract class ManualTest {

    static final String TENANT = "client-abc";

    static Shop shop;
    static Meerkat meerkat;
    static MongoClient mongoClient;

    /** Gives the shop to who asks for it. */
    static final class Opening implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Shop.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Shop.of(context);
        }
    }

    @BeforeAll
    static void enter(Shop opened) {
        shop = opened;
        meerkat = opened.meerkat;
        mongoClient = opened.mongoClient;
    }

    @BeforeEach
    void beginWithTheSameUsers() {
        write("shop", new User(1, "Ada", "premium"), new User(2, "Grace", "free"));
        write(TENANT, new User(1, "Alan", "free"));
    }

    private static void write(String database, User... users) {
        MongoCollection<User> collection = meerkat.wrap(users(mongoClient, database));
        collection.deleteMany(Filters.empty());
        collection.insertMany(List.of(users));
    }

    static MongoCollection<User> users(MongoClient client, String database) {
        return client.getDatabase(database).getCollection("users", User.class);
    }

    /** Somebody writes behind Meerkat's back. */
    static void strangerRenames(int id, String name) {
        users(shop.stranger, "shop").updateOne(Filters.eq(id), Updates.set("name", name));
    }

    /** How many commands the read sends to MongoDB. */
    static long commands(Callable<?> read) throws Exception {
        long before = shop.commands.ofThisThread();
        read.call();
        return shop.commands.ofThisThread() - before;
    }

    static void isCached(Callable<?> read) {
        isCached(meerkat, read);
    }

    /** The read is answered by the cache, once a first one has filled it and the changes before are known. */
    static void isCached(Meerkat by, Callable<?> read) {
        isAnswered(by, read, read);
    }

    /** What the first read has fetched answers the second. */
    static void isAnswered(Meerkat by, Callable<?> first, Callable<?> second) {
        assertThat(commandsWithoutCache(by, second)).as("commands counted").isPositive();
        await().atMost(Shop.DEADLINE).untilAsserted(() -> {
            first.call();
            assertThat(commands(second)).as("commands sent").isZero();
        });
    }

    private static long commandsWithoutCache(Meerkat by, Callable<?> read) {
        return by.withoutCache(() -> {
            try {
                return commands(read);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The read goes to MongoDB, however often it is repeated. */
    static void isNotCached(Callable<?> read) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(commands(read)).as("commands sent").isPositive();
        }
    }

    static <T> void seesTheStrangersWrite(Callable<T> read, T after) throws Exception {
        seesTheStrangersWrite(meerkat, read, after);
    }

    /** Cached, the read gives one value; soon after a stranger's write it gives another, and is cached again. */
    static <T> void seesTheStrangersWrite(Meerkat by, Callable<T> read, T after) throws Exception {
        isCached(by, read);
        assertThat(read.call()).isNotEqualTo(after);
        strangerRenames(1, "Countess");
        await().atMost(Shop.DEADLINE)
                .untilAsserted(() -> assertThat(read.call()).isEqualTo(after));
        isCached(by, read);
    }
}
