package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;

/** A database and, for everything but database-wide things, a collection in it. An empty collection means none. */
record Namespace(String database, String collection) {

    static Namespace parse(String fullName) {
        int dot = fullName.indexOf('.');
        if (dot <= 0 || dot == fullName.length() - 1) {
            throw CommandException.of(73, "InvalidNamespace", "Invalid namespace specified '" + fullName + "'");
        }
        return new Namespace(fullName.substring(0, dot), fullName.substring(dot + 1));
    }

    boolean isSystem() {
        return collection.startsWith("system.");
    }

    /** The form that change events carry. */
    Document toDocument() {
        Document document = new Document("db", database);
        if (!collection.isEmpty()) {
            document.put("coll", collection);
        }
        return document;
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
