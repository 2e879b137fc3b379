package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Nothing that is read is in the cache yet. */
class ColdTest extends AllOfIt {

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        Servers.mongo(properties);
    }

    @Override
    public <T> T read(Supplier<T> read) {
        meerkat.clear();
        AtomicReference<T> result = new AtomicReference<>();
        assertThat(sent.during(() -> result.set(read.get()))).isNotEmpty();
        return result.get();
    }
}
