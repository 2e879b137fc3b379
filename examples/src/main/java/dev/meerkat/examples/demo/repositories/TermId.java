package dev.meerkat.examples.demo.repositories;

import java.util.Objects;
import org.bson.Document;

/**
 * What a {@link Term} names.
 *
 * @param in the tag of the language that the name is in
 * @param kind {@code country} or {@code language}
 * @param code the country's or language's ISO code
 */
public record TermId(String in, String kind, String code) {

    /** As it is stored. */
    public Document toDocument() {
        return new Document("in", in).append("kind", kind).append("code", code);
    }

    /** From {@link #toDocument}. */
    public static TermId of(Document document) {
        return new TermId(string(document, "in"), string(document, "kind"), string(document, "code"));
    }

    private static String string(Document document, String field) {
        return Objects.requireNonNull(document.getString(field), field);
    }
}
