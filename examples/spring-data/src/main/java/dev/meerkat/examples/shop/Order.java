package dev.meerkat.examples.shop;

import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What somebody has bought.
 *
 * @param id null before it is saved
 * @param total in cents; filled in when it is saved
 */
@Document("orders")
public record Order(
        @Id @Nullable ObjectId id,
        String customer,
        List<Line> lines,
        int total,
        @CreatedDate @Nullable Instant placed) {

    /**
     * Some pieces of a product.
     *
     * @param product its id
     * @param price of a piece, in cents
     */
    public record Line(String product, int pieces, int price) {}

    /** One that isn't saved yet. */
    public static Order of(String customer, List<Line> lines) {
        return new Order(null, customer, lines, 0, null);
    }

    /** The same with the sum of its lines. */
    public Order summedUp() {
        int sum = lines.stream().mapToInt(line -> line.pieces() * line.price()).sum();
        return new Order(id, customer, lines, sum, placed);
    }
}
