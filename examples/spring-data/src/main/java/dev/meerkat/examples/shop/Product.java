package dev.meerkat.examples.shop;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedBy;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.LastModifiedDate;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Something to sell.
 *
 * @param price in cents
 * @param version tells concurrent changes apart; null before it is saved
 */
@Document("products")
public record Product(
        @Id String id,
        String name,
        String category,
        int price,
        int stock,
        List<String> tags,
        @Version @Nullable Long version,
        @CreatedDate @Nullable Instant created,
        @LastModifiedDate @Nullable Instant changed,
        @CreatedBy @Nullable String createdBy) {

    /** One that isn't saved yet. */
    public static Product of(String id, String name, String category, int price, int stock, String... tags) {
        return new Product(id, name, category, price, stock, List.of(tags), null, null, null, null);
    }

    /** The same at another price. */
    public Product at(int newPrice) {
        return new Product(id, name, category, newPrice, stock, tags, version, created, changed, createdBy);
    }

    /** The same with fewer in stock. */
    public Product without(int sold) {
        return new Product(id, name, category, price, stock - sold, tags, version, created, changed, createdBy);
    }
}
