package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
        List<T> results = new ArrayList<>();
        assertThat(sent.during(() -> results.add(read.get()))).isNotEmpty();
        return results.get(0);
    }
}
