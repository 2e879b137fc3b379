package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;

/** Dots in names at the top of a replacement, which the library refuses: other characters stand for them meanwhile. */
final class DottedNames {

    private static final char STANDS_FOR_DOT = '\uE02E';

    private DottedNames() {}

    /** The same document without dots in its names; the document itself where there are none. */
    static Document hidden(Document document) {
        if (document.keySet().stream().noneMatch(name -> name.contains("."))) {
            return document;
        }
        Document result = new Document();
        document.forEach((name, value) -> result.put(name.replace('.', STANDS_FOR_DOT), value));
        return result;
    }

    /** The name with its dots. */
    static String shown(String name) {
        return name.replace(STANDS_FOR_DOT, '.');
    }
}
