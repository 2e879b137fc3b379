package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/**
 * The options of {@code create}, as they were given.
 *
 * @param options what listCollections shows
 */
record CollectionSettings(Document options) {

    static final CollectionOptions LIBRARY_DEFAULTS = CollectionOptions.withDefaults();

    /** Fields of a create command that say nothing about the collection. */
    private static final List<String> NOT_OPTIONS =
            List.of("create", "lsid", "txnNumber", "writeConcern", "comment", "readConcern", "maxTimeMS");

    static CollectionSettings none() {
        return new CollectionSettings(new Document());
    }

    static CollectionSettings of(Document create) {
        Document options = create.cloneDeeply();
        options.keySet().removeIf(name -> NOT_OPTIONS.contains(name) || name.startsWith("$"));
        if (Boolean.TRUE.equals(options.get("capped")) && !options.containsKey("size")) {
            throw CommandException.of(72, "InvalidOptions", "the 'size' field is required when 'capped' is true");
        }
        if (Boolean.FALSE.equals(options.get("capped"))) {
            options.remove("capped");
        }
        return new CollectionSettings(options);
    }

    boolean isView() {
        return options.containsKey("viewOn");
    }

    boolean isCapped() {
        return Boolean.TRUE.equals(options.get("capped"));
    }

    /** The documents that a capped collection holds at most; 0 for any number. Its size in bytes isn't watched. */
    int maxDocuments() {
        return isCapped() && options.get("max") instanceof Number max ? max.intValue() : 0;
    }

    /** Whether strings here compare otherwise than byte by byte unless a command says so. */
    boolean hasCollation() {
        return options.get("collation") instanceof Document collation && !"simple".equals(collation.get("locale"));
    }
}
