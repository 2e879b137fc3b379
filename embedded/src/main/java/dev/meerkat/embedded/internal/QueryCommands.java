package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** find, aggregate, count, distinct and the cursors that their results are read through. */
final class QueryCommands {

    private final Catalog catalog;
    private final Cursors cursors;
    private final ChangeStreams streams;

    QueryCommands(Catalog catalog, Cursors cursors, ChangeStreams streams) {
        this.catalog = catalog;
        this.cursors = cursors;
        this.streams = streams;
    }

    void register(CommandDispatcher commands) {
        commands.register("find", this::find);
        commands.register("aggregate", this::aggregate);
        commands.register("count", this::count);
        commands.register("distinct", this::distinct);
        commands.register("getMore", this::getMore);
        commands.register("killCursors", this::killCursors);
        commands.register("explain", this::explain);
    }

    private Document find(Call call) {
        Arguments arguments = call.arguments();
        Namespace namespace = call.namespace();
        EmbeddedCollection collection = catalog.collection(namespace);
        if (collection != null) {
            Collations.check(arguments, collection);
        }
        if (arguments.flag("tailable", false)) {
            return TailableCursor.open(collection, namespace, arguments, cursors, call.session());
        }
        if (collection == null) {
            return Command.all(List.of(), namespace.toString());
        }
        List<Document> results = new FindStatement(collection, arguments, catalog.log()).run();
        boolean single = arguments.flag("singleBatch", false) || arguments.integer("limit", 0) < 0;
        return ResultCursor.open(results, namespace, arguments.integer("batchSize", -1), single, cursors, call);
    }

    /** Every plan here is a scan or a lookup in a hash index; which one isn't told. */
    private Document explain(Call call) {
        Document explained = call.arguments().document("explain");
        String target = explained.isEmpty()
                ? ""
                : String.valueOf(explained.values().iterator().next());
        Document planner = new Document("plannerVersion", 1)
                .append("namespace", call.database() + "." + target)
                .append("winningPlan", new Document("stage", "COLLSCAN"))
                .append("rejectedPlans", List.of());
        return Command.ok().append("queryPlanner", planner);
    }

    private Document aggregate(Call call) {
        Arguments arguments = call.arguments();
        List<Document> pipeline =
                Arguments.documents("pipeline", arguments.fields().get("pipeline"));
        if (!arguments.has("cursor") && !arguments.has("explain")) {
            throw CommandException.failedToParse(
                    "The 'cursor' option is required, except for aggregate with the explain argument");
        }
        int batchSize = new Arguments(arguments.document("cursor")).integer("batchSize", -1);
        if (ChangeStreams.isStream(pipeline)) {
            return streams.open(call, pipeline, batchSize);
        }
        if (arguments.fields().get("aggregate") instanceof Number) {
            Namespace none = new Namespace(call.database(), "$cmd.aggregate");
            List<Document> all = DatabasePipeline.run(catalog, call, pipeline).toList();
            return ResultCursor.open(all, none, batchSize, false, cursors, call);
        }
        Namespace namespace = call.namespace();
        Collations.check(arguments, catalog.collection(namespace));
        StageRules.checkReadConcern(pipeline, arguments.document("readConcern"));
        Pipeline.checkEnd(pipeline);
        List<Document> stages = Variables.inStages(pipeline, arguments.document("let"), catalog.log());
        Stream<Document> results = new Pipeline(catalog, call.database(), stages).over(namespace.collection());
        return ResultCursor.open(results.toList(), namespace, batchSize, false, cursors, call);
    }

    private Document count(Call call) {
        Arguments arguments = call.arguments();
        EmbeddedCollection collection = catalog.collection(call.namespace());
        if (collection == null) {
            return Command.ok().append("n", 0);
        }
        Collations.check(arguments, collection);
        int skip = arguments.integer("skip", 0);
        int limit = Math.abs(arguments.integer("limit", 0));
        return Command.ok()
                .append(
                        "n",
                        collection.count(
                                Variables.inFilter(arguments.document("query"), new Document(), catalog.log()),
                                skip,
                                limit));
    }

    private Document distinct(Call call) {
        Arguments arguments = call.arguments();
        EmbeddedCollection collection = catalog.collection(call.namespace());
        if (collection == null) {
            return Command.ok().append("values", List.of());
        }
        Collations.check(arguments, collection);
        return Command.ok().append("values", collection.distinct(arguments.string("key"), arguments.document("query")));
    }

    private Document getMore(Call call) {
        Arguments arguments = call.arguments();
        long id = arguments.number(call.request().command(), 0);
        return cursors.more(id, call.database() + "." + arguments.string("collection"), arguments);
    }

    private Document killCursors(Call call) {
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        if (call.arguments().fields().get("cursors") instanceof List<?> ids) {
            for (Object id : ids) {
                boolean there = id instanceof Number number && cursors.kill(number.longValue());
                (there ? killed : unknown).add(id);
            }
        }
        return Command.ok()
                .append("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of());
    }
}
