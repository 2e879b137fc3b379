package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** One update: which documents, what to do with them, and whether to insert one if there are none. */
final class UpdateStatement {

    private final EmbeddedCollection collection;
    private final Document filter;
    private final Change change;
    private final boolean multi;
    private final boolean upsert;

    private UpdateStatement(
            EmbeddedCollection collection, Document filter, Change change, boolean multi, boolean upsert) {
        this.collection = collection;
        this.filter = filter;
        this.change = change;
        this.multi = multi;
        this.upsert = upsert;
    }

    /** From a statement of the update command. */
    static UpdateStatement of(Catalog catalog, EmbeddedCollection collection, Document statement) {
        Arguments arguments = new Arguments(statement);
        Collations.check(arguments, collection);
        Change change = Change.of(catalog, collection, statement.get("u"), statement.get("arrayFilters"));
        boolean multi = arguments.flag("multi", false);
        if (multi && change.isReplacement()) {
            throw CommandException.failedToParse("multi update is not supported for replacement-style update");
        }
        boolean upsert = arguments.flag("upsert", false);
        Document filter = arguments.document("q");
        if (upsert) {
            checkUpsert(filter);
        }
        return new UpdateStatement(collection, filter, change, multi, upsert);
    }

    static void checkUpsert(Document filter) {
        if (filter.containsKey("$expr")) {
            throw CommandException.of(
                    224, "QueryFeatureNotAllowed", "$expr is not allowed in the query predicate for an upsert");
        }
    }

    /** Its result: {@code n}, {@code nModified}, and as {@code upserted} the {@code _id} of an inserted document. */
    Document run() {
        List<Document> matching = collection.find(filter, null, 0, multi ? 0 : 1, null);
        int modified = 0;
        for (Document document : matching) {
            if (change.apply(document, filter)) {
                modified++;
            }
        }
        if (matching.isEmpty() && upsert) {
            Object id = change.insert(filter).get("_id");
            return new Document("n", 1).append("nModified", 0).append("upserted", id);
        }
        return new Document("n", matching.size()).append("nModified", modified);
    }
}
