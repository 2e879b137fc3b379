package dev.meerkat.examples.shop;

import java.util.List;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Products over HTTP. */
@RestController
@RequestMapping("/products")
class ProductController {

    private static final int PAGE = 2;

    private final ProductRepository products;

    ProductController(ProductRepository products) {
        this.products = products;
    }

    @GetMapping("/{id}")
    Product one(@PathVariable String id) {
        return products.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping
    List<Product> some(@RequestParam String category, @RequestParam(defaultValue = "0") int page) {
        return products.findByCategory(category, PageRequest.of(page, PAGE, Sort.by("name")))
                .getContent();
    }

    @GetMapping("/totals")
    List<CategoryTotal> totals() {
        return products.totals();
    }

    @PostMapping
    Product add(@RequestBody Product product) {
        return products.insert(product);
    }

    @PutMapping("/{id}/price")
    Product price(@PathVariable String id, @RequestBody int price) {
        return products.save(one(id).at(price));
    }
}
