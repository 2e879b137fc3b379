package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The cache is off: MongoDB answers everything. */
@TestPropertySource(properties = "meerkat.enabled=false")
class OffTest extends AllOfIt {

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        Servers.mongo(properties);
    }

    @Override
    public <T> T read(Supplier<T> read) {
        List<T> results = new ArrayList<>();
        assertThat(sent.during(() -> results.add(read.get()))).isNotEmpty();
        return results.get(0);
    }
}
