package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** findAndModify in its three forms: remove, update, replace. */
final class FindAndModifyCommand {

    private final Catalog catalog;

    FindAndModifyCommand(Catalog catalog) {
        this.catalog = catalog;
    }

    void register(CommandDispatcher commands) {
        commands.register("findAndModify", this::run);
    }

    private Document run(Call call) {
        return Objects.requireNonNull(call.once(0, () -> apply(call)));
    }

    private Document apply(Call call) {
        Arguments arguments = call.arguments();
        boolean remove = arguments.flag("remove", false);
        boolean upsert = arguments.flag("upsert", false);
        Object update = arguments.fields().get("update");
        if (remove == (update != null)) {
            throw CommandException.failedToParse("Either an update or remove=true must be specified, and not both");
        }
        EmbeddedCollection collection =
                upsert ? catalog.collectionForWrite(call.namespace()) : catalog.collectionForChange(call.namespace());
        Collations.check(arguments, collection);
        Document query = arguments.document("query");
        if (upsert) {
            UpdateStatement.checkUpsert(query);
        }
        List<Document> found = collection.find(query, arguments.optionalDocument("sort"), 0, 1, null);
        Document stored = found.isEmpty() ? null : found.get(0);
        if (remove) {
            if (stored != null) {
                collection.removeDocument(stored);
            }
            return reply(arguments, collection, new Document("n", stored == null ? 0 : 1), stored);
        }
        Change change =
                Change.of(catalog, collection, update, arguments.fields().get("arrayFilters"));
        boolean wantsNew = arguments.flag("new", false);
        if (stored != null) {
            Document before = stored.cloneDeeply();
            change.apply(stored, query);
            Document outcome = new Document("n", 1).append("updatedExisting", true);
            return reply(arguments, collection, outcome, wantsNew ? stored : before);
        }
        Document inserted = upsert ? change.insert(query) : null;
        Document outcome = new Document("n", inserted == null ? 0 : 1).append("updatedExisting", false);
        if (inserted != null) {
            outcome.put("upserted", inserted.get("_id"));
        }
        return reply(arguments, collection, outcome, wantsNew ? inserted : null);
    }

    private static Document reply(
            Arguments arguments, EmbeddedCollection collection, Document outcome, @Nullable Document value) {
        Document fields = arguments.optionalDocument("fields");
        Document result = value;
        if (value != null && fields != null && !fields.isEmpty()) {
            result = collection.project(value, fields);
        }
        return new Document("lastErrorObject", outcome).append("value", result).append("ok", 1.0);
    }
}
