package dev.meerkat.examples.demo.repositories;

import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A currency.
 *
 * @param code of ISO 4217
 * @param number of ISO 4217
 * @param digits after the point; -1 where there is no such thing
 * @param names by language tag
 */
public record Currency(@BsonId String code, int number, int digits, Map<String, Name> names) {

    /**
     * What it is called in one language.
     *
     * @param name such as {@code Swiss franc}
     * @param symbol such as {@code CHF}
     */
    public record Name(String name, String symbol) {}

    public Currency {
        names = Map.copyOf(names);
    }
}
