package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;

/** The shop as a browser sees it. */
interface OverHttp extends InEachMode {

    private String get(String path) {
        return String.valueOf(shop().http().get().uri(path).retrieve().body(String.class));
    }

    @Test
    default void oneProductIsShown() {
        assertThat(read(() -> get("/products/tea"))).contains("\"name\":\"Tea\"", "\"price\":400");
    }

    @Test
    default void anUnknownProductIsNotFound() {
        assertThatThrownBy(() -> get("/products/coffee")).isInstanceOf(HttpClientErrorException.NotFound.class);
    }

    @Test
    default void aPageOfACategoryIsShown() {
        assertThat(read(() -> get("/products?category=drinks&page=1")))
                .contains("\"id\":\"water\"")
                .doesNotContain("tea");
    }

    @Test
    default void totalsAreShown() {
        assertThat(read(() -> get("/products/totals")))
                .contains("{\"category\":\"cooked\",\"products\":1,\"stock\":3}");
    }

    @Test
    default void aNewPriceIsShownAtOnce() {
        assertThat(read(() -> get("/products/tea"))).contains("\"price\":400");
        shop().http()
                .put()
                .uri("/products/tea/price")
                .contentType(MediaType.APPLICATION_JSON)
                .body("420")
                .retrieve()
                .toBodilessEntity();
        assertThat(read(() -> get("/products/tea"))).contains("\"price\":420");
    }

    @Test
    default void anOrderIsPlacedOrRefused() {
        assertThat(order("ada", Map.of("tea", 2))).isEqualTo("800");
        assertThat(read(() -> get("/customers/ada/orders"))).isEqualTo("[800]");
        assertThatThrownBy(() -> order("ada", Map.of("tea", 100)))
                .isInstanceOf(HttpClientErrorException.Conflict.class);
        assertThat(read(() -> get("/customers/ada/orders"))).isEqualTo("[800]");
        assertThat(List.of(read(() -> get("/products/tea")))).allMatch(tea -> tea.contains("\"stock\":8"));
    }

    private String order(String customer, Map<String, Integer> pieces) {
        return String.valueOf(shop().http()
                .post()
                .uri("/customers/{customer}/orders", customer)
                .contentType(MediaType.APPLICATION_JSON)
                .body(pieces)
                .retrieve()
                .body(String.class));
    }
}
