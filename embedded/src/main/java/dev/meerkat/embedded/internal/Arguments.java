package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of a command; a field of another type is the client's mistake. */
record Arguments(Document fields) {

    boolean has(String name) {
        return fields.get(name) != null;
    }

    @Nullable
    Document optionalDocument(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Document document) {
            return document;
        }
        throw wrongType(name, "object");
    }

    Document document(String name) {
        Document value = optionalDocument(name);
        return value == null ? new Document() : value;
    }

    String string(String name) {
        if (fields.get(name) instanceof String value) {
            return value;
        }
        throw wrongType(name, "string");
    }

    long number(String name, long whenAbsent) {
        Object value = fields.get(name);
        if (value == null) {
            return whenAbsent;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw wrongType(name, "number");
    }

    int integer(String name, int whenAbsent) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(name, whenAbsent)));
    }

    boolean flag(String name, boolean whenAbsent) {
        Object value = fields.get(name);
        if (value == null) {
            return whenAbsent;
        }
        return value instanceof Number number ? number.doubleValue() != 0 : Boolean.TRUE.equals(value);
    }

    /** The documents of an array; empty if the field isn't there. */
    List<Document> documents(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        return documents(name, value);
    }

    static List<Document> documents(String name, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw CommandException.of(14, "TypeMismatch", "'" + name + "' must be an array");
        }
        List<Document> documents = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Document document)) {
                throw CommandException.of(14, "TypeMismatch", "Each element of '" + name + "' must be an object");
            }
            documents.add(document);
        }
        return documents;
    }

    private CommandException wrongType(String name, String expected) {
        return CommandException.of(
                14,
                "TypeMismatch",
                "BSON field '" + name + "' is missing or not of the expected type '" + expected + "'");
    }
}
