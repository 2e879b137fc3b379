package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** All that is read was read once before: the cache answers, and nothing is sent. Processes share it through a Redis. */
class HotTest extends AllOfIt {

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        Servers.mongo(properties);
        Servers.redis(properties);
    }

    // tag::hot[]
    @Override
    public <T> T read(Supplier<T> read) {
        T first = read.get();
        List<T> again = new ArrayList<>();
        assertThat(sent.during(() -> again.add(read.get()))).isEmpty();
        assertThat(again.get(0)).usingRecursiveComparison().isEqualTo(first);
        return again.get(0);
    }
    // end::hot[]

    @Test
    void whatIsMarkedNoCacheIsReadFromMongoEachTime() {
        products().findByStockLessThan(6);
        assertThat(sent.during(() -> products().findByStockLessThan(6))).containsExactly("find");

        read(() -> shop().orders().findByCustomerOrderByTotal("ada"));
        assertThat(sent.during(() -> shop().service().forAccounts("ada"))).containsExactly("find");
        assertThat(sent.during(() -> shop().orders().findByCustomerOrderByTotal("ada")))
                .isEmpty();
    }

    @Test
    void whatIsMarkedCacheForIsKeptSoLong() {
        read(() -> products().findByTags("hot"));
        assertThat(timeLeft(() -> products().findByTags("hot")))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofSeconds(10));

        read(() -> products().findByName("Tea"));
        assertThat(timeLeft(() -> products().findByName("Tea"))).isGreaterThan(Duration.ofMinutes(2));
    }

    /** How long the result that the read finds in this process is kept still. */
    private Duration timeLeft(Runnable read) {
        return meerkat.explain(read).get(0).near().orElseThrow().timeLeft();
    }
}
