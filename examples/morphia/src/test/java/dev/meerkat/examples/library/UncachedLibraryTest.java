package dev.meerkat.examples.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.MeerkatBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The cache is off: MongoDB answers everything. */
class UncachedLibraryTest extends AllOfTheLibrary {

    @Override
    MeerkatBuilder configure(MeerkatBuilder builder) {
        return builder.enabled(false);
    }

    @Override
    public <T> T read(Supplier<T> read) {
        List<T> results = new ArrayList<>();
        assertThat(sent().during(() -> results.add(read.get()))).isNotEmpty();
        return results.get(0);
    }
}
