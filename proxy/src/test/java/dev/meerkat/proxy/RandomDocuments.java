package dev.meerkat.proxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bson.Document;

/** Small documents with few values. */
final class RandomDocuments {

    /** Fields that may be set to a number, or taken away. */
    static final List<String> FIELDS = List.of("n", "ref", "note");

    private RandomDocuments() {}

    /** One of few ids; numbers come in all types. */
    static Object id(Random random) {
        int number = random.nextInt(5);
        return switch (random.nextInt(6)) {
            case 0 -> (long) number;
            case 1 -> (double) number;
            case 2 -> "id" + random.nextInt(2);
            case 3 -> new Document("k", number % 2);
            default -> number;
        };
    }

    static Document document(Random random) {
        return withoutId(random, new Document("_id", id(random)));
    }

    static Document withoutId(Random random, Document document) {
        return document.append("n", random.nextInt(4))
                .append("ref", random.nextInt(4))
                .append("kind", random.nextBoolean() ? "one" : RandomReads.OTHER_KIND)
                .append("note", random.nextInt(4))
                .append("list", List.of(random.nextInt(4)))
                .append("part", new Document("n", random.nextInt(4)));
    }

    /** Up to so many documents with ids that differ. */
    static List<Document> documents(Random random, int count) {
        Map<String, Document> documents = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Document document = document(random);
            documents.put(canonical(Objects.requireNonNull(document.get("_id"))), document);
        }
        return new ArrayList<>(documents.values());
    }

    private static String canonical(Object id) {
        return id instanceof Number number ? String.valueOf(number.intValue()) : id.toString();
    }
}
