package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** insert, update and delete. */
final class WriteCommands {

    private static final ObjectId ELECTION = new ObjectId(HexFormat.of().parseHex("7fffffff0000000000000001"));

    private final Catalog catalog;
    private final boolean standalone;

    WriteCommands(Catalog catalog, boolean standalone) {
        this.catalog = catalog;
        this.standalone = standalone;
    }

    void register(CommandDispatcher commands) {
        commands.register("insert", this::insert);
        commands.register("update", this::update);
        commands.register("delete", this::delete);
    }

    /** The statements of a write command, run in order; the first error ends an ordered one. */
    private final class Batch {
        private final Call call;
        private final boolean stopsAtError;
        private final List<Document> errors = new ArrayList<>();

        Batch(Call call) {
            this.call = call;
            this.stopsAtError = call.arguments().flag("ordered", true) || call.inTransaction();
        }

        /** Runs them, those of a retryable write that are already done excepted, and hands over what each did. */
        void run(List<Document> statements, Function<Document, @Nullable Document> statement, Results results) {
            for (int i = 0; i < statements.size(); i++) {
                Document current = statements.get(i);
                try {
                    Document result = call.once(i, () -> statement.apply(current));
                    if (result != null) {
                        results.add(i, new Arguments(result));
                    }
                } catch (MongoServerError e) {
                    Document error = new Document("index", i).append("code", e.getCode());
                    if (e instanceof CommandException ours) {
                        error.putAll(ours.details());
                    }
                    errors.add(error.append("errmsg", e.getMessageWithoutErrorCode()));
                    if (stopsAtError) {
                        return;
                    }
                }
            }
        }

        Document reply(Document counts) {
            if (!errors.isEmpty()) {
                counts.put("writeErrors", errors);
            }
            if (!standalone) {
                Document opTime = new Document("ts", catalog.log().time()).append("t", 1L);
                counts.append("opTime", opTime).append("electionId", ELECTION);
            }
            return counts.append("ok", 1.0);
        }
    }

    @FunctionalInterface
    private interface Results {
        void add(int index, Arguments result);
    }

    private static void checkSingle(Call call, boolean single, String option) {
        if (call.write() != null && !single) {
            throw CommandException.of(72, "InvalidOptions", "Cannot use (or request) retryable writes with " + option);
        }
    }

    private EmbeddedCollection target(Call call, boolean inserts) {
        Namespace namespace = call.namespace();
        if (namespace.isSystem()) {
            throw CommandException.of(73, "InvalidNamespace", "cannot write to '" + namespace + "'");
        }
        return inserts ? catalog.collectionForWrite(namespace) : catalog.collectionForChange(namespace);
    }

    private Document insert(Call call) {
        EmbeddedCollection collection = target(call, true);
        Batch batch = new Batch(call);
        int[] inserted = {0};
        batch.run(
                call.arguments().documents("documents"),
                document -> {
                    StorableNames.checkInsert(document);
                    collection.addDocument(document);
                    return new Document("n", 1);
                },
                (index, result) -> inserted[0]++);
        return batch.reply(new Document("n", inserted[0]));
    }

    private Document update(Call call) {
        List<Document> updates = call.arguments().documents("updates");
        boolean upserts = updates.stream().anyMatch(statement -> new Arguments(statement).flag("upsert", false));
        EmbeddedCollection collection = target(call, upserts);
        Batch batch = new Batch(call);
        int[] counts = {0, 0};
        List<Document> upserted = new ArrayList<>();
        batch.run(
                updates,
                statement -> {
                    checkSingle(call, !new Arguments(statement).flag("multi", false), "multi=true");
                    return UpdateStatement.of(catalog, collection, statement).run();
                },
                (index, result) -> {
                    counts[0] += result.integer("n", 0);
                    counts[1] += result.integer("nModified", 0);
                    if (result.fields().containsKey("upserted")) {
                        upserted.add(new Document("index", index)
                                .append("_id", result.fields().get("upserted")));
                    }
                });
        Document reply = new Document("n", counts[0]).append("nModified", counts[1]);
        if (!upserted.isEmpty()) {
            reply.put("upserted", upserted);
        }
        return batch.reply(reply);
    }

    private Document delete(Call call) {
        EmbeddedCollection collection = catalog.collection(call.namespace());
        Batch batch = new Batch(call);
        int[] deleted = {0};
        if (collection != null) {
            batch.run(
                    call.arguments().documents("deletes"),
                    statement -> delete(call, collection, new Arguments(statement)),
                    (index, result) -> deleted[0] += result.integer("n", 0));
        }
        return batch.reply(new Document("n", deleted[0]));
    }

    private static Document delete(Call call, EmbeddedCollection collection, Arguments statement) {
        Collations.check(statement, collection);
        int limit = statement.integer("limit", 0);
        checkSingle(call, limit == 1, "limit=0");
        List<Document> found = collection.find(statement.document("q"), null, 0, limit, null);
        found.forEach(collection::removeDocument);
        return new Document("n", found.size());
    }
}
