package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

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
        private final boolean ordered;
        private final List<Document> errors = new ArrayList<>();

        Batch(Arguments arguments) {
            this.ordered = arguments.flag("ordered", true);
        }

        void run(List<Document> statements, Statement statement) {
            for (int i = 0; i < statements.size(); i++) {
                try {
                    statement.run(i, statements.get(i));
                } catch (MongoServerError e) {
                    Document error = new Document("index", i).append("code", e.getCode());
                    if (e instanceof CommandException ours) {
                        error.putAll(ours.details());
                    }
                    errors.add(error.append("errmsg", e.getMessageWithoutErrorCode()));
                    if (ordered) {
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
    private interface Statement {
        void run(int index, Document statement);
    }

    private EmbeddedCollection target(Call call) {
        Namespace namespace = call.namespace();
        if (namespace.isSystem()) {
            throw CommandException.of(73, "InvalidNamespace", "cannot write to '" + namespace + "'");
        }
        return catalog.collectionForWrite(namespace);
    }

    private Document insert(Call call) {
        EmbeddedCollection collection = target(call);
        Batch batch = new Batch(call.arguments());
        int[] inserted = {0};
        batch.run(call.arguments().documents("documents"), (index, document) -> {
            StorableNames.checkInsert(document);
            collection.addDocument(document);
            inserted[0]++;
        });
        return batch.reply(new Document("n", inserted[0]));
    }

    private Document update(Call call) {
        EmbeddedCollection collection = target(call);
        Batch batch = new Batch(call.arguments());
        int[] counts = {0, 0};
        List<Document> upserted = new ArrayList<>();
        batch.run(call.arguments().documents("updates"), (index, statement) -> {
            UpdateStatement update = UpdateStatement.of(catalog, collection, statement);
            UpdateStatement.Result result = update.run();
            counts[0] += result.matched();
            counts[1] += result.modified();
            if (result.upserted() != null) {
                counts[0]++;
                upserted.add(new Document("index", index)
                        .append("_id", result.upserted().get("_id")));
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
        Batch batch = new Batch(call.arguments());
        int[] deleted = {0};
        if (collection != null) {
            batch.run(call.arguments().documents("deletes"), (index, statement) -> {
                Arguments arguments = new Arguments(statement);
                Collations.check(arguments, collection);
                int limit = arguments.integer("limit", 0);
                for (Document document : collection.find(arguments.document("q"), null, 0, limit, null)) {
                    collection.removeDocument(document);
                    deleted[0]++;
                }
            });
        }
        return batch.reply(new Document("n", deleted[0]));
    }
}
