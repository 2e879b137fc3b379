package dev.meerkat.examples.shop;

import static dev.meerkat.examples.shop.InEachMode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Window;

/** Results in pieces. */
interface Paging extends InEachMode {

    @Test
    default void aPageKnowsHowManyThereAre() {
        Page<Product> first = read(() -> products().findByCategory("drinks", PageRequest.of(0, 2, BY_ID)));
        assertThat(ids(first)).containsExactly("juice", "tea");
        assertThat(first.getTotalElements()).isEqualTo(3);
        assertThat(first.hasNext()).isTrue();
    }

    @Test
    default void theLastPageIsShorter() {
        Page<Product> last = read(() -> products().findByCategory("drinks", PageRequest.of(1, 2, BY_ID)));
        assertThat(ids(last)).containsExactly("water");
        assertThat(last.isLast()).isTrue();
    }

    @Test
    default void allAreReadPageByPage() {
        assertThat(ids(read(() -> products().findAll(PageRequest.of(2, 2, BY_ID)))))
                .containsExactly("water");
    }

    @Test
    default void aSliceKnowsWhetherThereAreMore() {
        Slice<Product> slice = read(() -> products().findSliceByStockGreaterThan(4, PageRequest.of(0, 3, BY_ID)));
        assertThat(ids(slice)).containsExactly("bread", "juice", "tea");
        assertThat(slice.hasNext()).isTrue();
    }

    @Test
    default void aWindowGoesOnFromAnOffset() {
        Window<Product> window = read(() -> products().findFirst2ByOrderById(ScrollPosition.offset(1)));
        assertThat(ids(window)).containsExactly("soup", "tea");
    }

    @Test
    default void aWindowGoesOnFromAKey() {
        Window<Product> first = read(() -> products().findFirst2ByOrderById(ScrollPosition.keyset()));
        assertThat(ids(first)).containsExactly("bread", "juice");
        Window<Product> second = read(() -> products().findFirst2ByOrderById(first.positionAt(1)));
        assertThat(ids(second)).containsExactly("soup", "tea");
    }
}
