package dev.meerkat.examples.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.MeerkatBuilder;
import dev.meerkat.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;

/** All that is read was read once before: the cache answers, and nothing is sent. Processes share it through a Redis. */
class HotLibraryTest extends AllOfTheLibrary {

    private static final EmbeddedRedis REDIS = EmbeddedRedis.start();

    @Override
    MeerkatBuilder configure(MeerkatBuilder builder) {
        return builder.redisUrl(REDIS.url());
    }

    // tag::hot[]
    @Override
    public <T> T read(Supplier<T> read) {
        T first = read.get();
        List<T> again = new ArrayList<>();
        assertThat(sent().during(() -> again.add(read.get()))).isEmpty();
        assertThat(again.get(0)).usingRecursiveComparison().isEqualTo(first);
        return again.get(0);
    }
    // end::hot[]

    @Override
    @AfterAll
    void close() {
        super.close();
        REDIS.close();
    }
}
