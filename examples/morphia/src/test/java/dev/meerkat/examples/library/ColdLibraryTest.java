package dev.meerkat.examples.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Nothing that is read is in the cache yet. */
class ColdLibraryTest extends AllOfTheLibrary {

    @Override
    public <T> T read(Supplier<T> read) {
        meerkat().clear();
        List<T> results = new ArrayList<>();
        assertThat(sent().during(() -> results.add(read.get()))).isNotEmpty();
        return results.get(0);
    }
}
