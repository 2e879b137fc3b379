package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens change streams: checks the {@code $changeStream} stage and what follows it. */
final class ChangeStreams {

    private static final Set<String> STAGES =
            Set.of("$match", "$project", "$addFields", "$set", "$unset", "$replaceRoot", "$replaceWith", "$redact");

    private final Catalog catalog;
    private final Cursors cursors;
    private final boolean standalone;
    private boolean clusterRefused;

    ChangeStreams(Catalog catalog, Cursors cursors, boolean standalone) {
        this.catalog = catalog;
        this.cursors = cursors;
        this.standalone = standalone;
    }

    void setClusterRefused(boolean refused) {
        clusterRefused = refused;
    }

    /** Whether the pipeline opens a stream; throws if the stage stands where it must not. */
    static boolean isStream(List<Document> pipeline) {
        for (int i = 1; i < pipeline.size(); i++) {
            if (pipeline.get(i).containsKey("$changeStream")) {
                throw CommandException.location(40602, "$changeStream is only valid as the first stage in a pipeline.");
            }
        }
        return !pipeline.isEmpty() && pipeline.get(0).containsKey("$changeStream");
    }

    Document open(Call call, List<Document> pipeline, int batchSize) {
        if (standalone) {
            throw CommandException.location(40573, "The $changeStream stage is only supported on replica sets");
        }
        Document options = new Arguments(pipeline.get(0)).document("$changeStream");
        List<Document> stages = pipeline.subList(1, pipeline.size());
        for (Document stage : stages) {
            String name = stage.keySet().iterator().next();
            StageRules.requireKnown(name);
            if (!STAGES.contains(name)) {
                throw CommandException.of(
                        20, "IllegalOperation", name + " is not permitted in a $changeStream pipeline");
            }
        }
        boolean lookup = updateLookup(options.get("fullDocument"));
        StreamScope scope = scope(call, options);
        String namespace = call.database() + "." + (scope.collection() == null ? "$cmd.aggregate" : scope.collection());
        Pipeline user = new Pipeline(catalog, call.database(), stages);
        ChangeStreamCursor cursor = new ChangeStreamCursor(
                catalog.log(),
                scope,
                namespace,
                new EventRenderer(catalog, lookup),
                events -> user.run(events.stream()).toList(),
                StreamStart.of(options, catalog.log()));
        return cursor.open(cursors, call.session(), batchSize);
    }

    private static boolean updateLookup(@Nullable Object option) {
        if (option == null || option.equals("default")) {
            return false;
        }
        if (option.equals("updateLookup")) {
            return true;
        }
        throw CommandException.location(
                40575,
                "unrecognized value for the 'fullDocument' option to the $changeStream stage. Expected \"default\" or"
                        + " \"updateLookup\", got \"" + option + "\"");
    }

    private StreamScope scope(Call call, Document options) {
        boolean cluster = Boolean.TRUE.equals(options.get("allChangesForCluster"));
        boolean wholeDatabase = call.request().body().get(call.request().command()) instanceof Number;
        if (cluster) {
            if (!call.database().equals("admin") || !wholeDatabase) {
                throw CommandException.of(
                        72,
                        "InvalidOptions",
                        "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database,"
                                + " and with no collection name");
            }
            if (clusterRefused) {
                throw CommandException.of(
                        13,
                        "Unauthorized",
                        "not authorized on admin to execute command { aggregate: 1, pipeline: [ { $changeStream: {"
                                + " allChangesForCluster: true } } ] }");
            }
            return StreamScope.CLUSTER;
        }
        if (Catalog.internalDatabases().contains(call.database())) {
            throw CommandException.of(
                    73,
                    "InvalidNamespace",
                    "$changeStream may not be opened on the internal " + call.database() + " database");
        }
        return wholeDatabase ? new StreamScope(call.database(), null) : StreamScope.of(call.namespace());
    }
}
