package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
}
