package dev.meerkat.examples.shop;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.data.domain.Sort;

/** What tests that run in each mode share. */
interface InEachMode {

    Sort BY_ID = Sort.by("id");

    /** What a read gives, done as the mode does it: it checks by itself what is sent. */
    <T> T read(Supplier<T> read);

    Parts shop();

    default ProductRepository products() {
        return shop().products();
    }

    static List<String> ids(Iterable<Product> products) {
        java.util.List<String> ids = new java.util.ArrayList<>();
        products.forEach(product -> ids.add(product.id()));
        return ids;
    }
}
