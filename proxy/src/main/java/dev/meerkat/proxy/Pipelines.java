package dev.meerkat.proxy;

import dev.meerkat.cache.Namespace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation pipeline reads and writes. Stages that may be cached stand in a list; any other, known or to come, makes
 * the whole pipeline one that is never cached. So a new stage that reads a namespace, a clock or a server's state can't slip
 * through.
 */
final class Pipelines {

    /** Stages that make something of the documents that come to them, and of nothing else. */
    private static final Set<String> OF_WHAT_COMES = Set.of(
            "$match",
            "$project",
            "$addFields",
            "$set",
            "$unset",
            "$group",
            "$sort",
            "$limit",
            "$skip",
            "$unwind",
            "$count",
            "$sortByCount",
            "$bucket",
            "$bucketAuto",
            "$replaceRoot",
            "$replaceWith",
            "$redact",
            "$geoNear",
            "$setWindowFields",
            "$densify",
            "$fill");

    private final Namespace start;
    private final Set<Namespace> read = new LinkedHashSet<>();

    private Pipelines(Namespace start) {
        this.start = start;
        read.add(start);
    }

    /**
     * Every namespace that the pipeline reads, nested ones included; null where it has a stage that is never cached.
     *
     * @param start the namespace that it runs on
     */
    static @Nullable List<Namespace> namespaces(Namespace start, BsonArray pipeline) {
        Pipelines walk = new Pipelines(start);
        return walk.allowed(pipeline) ? List.copyOf(walk.read) : null;
    }

    /** Whether a stage makes something of the documents that come to it, and of nothing else. */
    static boolean readsOnlyWhatComes(BsonDocument stage) {
        return OF_WHAT_COMES.contains(stage.getFirstKey());
    }

    private boolean allowed(BsonValue pipeline) {
        return pipeline.isArray() && pipeline.asArray().stream().allMatch(this::allowedStage);
    }

    private boolean allowedStage(BsonValue stage) {
        if (!stage.isDocument() || stage.asDocument().size() != 1) {
            return false;
        }
        Map.Entry<String, BsonValue> only =
                stage.asDocument().entrySet().iterator().next();
        BsonValue argument = only.getValue();
        return switch (only.getKey()) {
            case "$facet" ->
                argument.isDocument() && argument.asDocument().values().stream().allMatch(this::allowed);
            case "$lookup" ->
                argument.isDocument() && reads(argument.asDocument().get("from")) && nested(argument.asDocument());
            case "$graphLookup" ->
                argument.isDocument() && reads(argument.asDocument().get("from"));
            case "$unionWith" ->
                argument.isDocument()
                        ? readsUnion(argument.asDocument()) && nested(argument.asDocument())
                        : reads(argument);
            default -> OF_WHAT_COMES.contains(only.getKey());
        };
    }

    private boolean nested(BsonDocument stage) {
        return !stage.containsKey("pipeline") || allowed(stage.get("pipeline"));
    }

    private boolean readsUnion(BsonDocument stage) {
        return stage.containsKey("db") ? reads(stage) : reads(stage.get("coll"));
    }

    /** A collection's name, or {@code {db, coll}}; anything else can't be known. */
    private boolean reads(@Nullable BsonValue collection) {
        Namespace namespace = namespace(start.database(), collection);
        return namespace != null && (read.add(namespace) || read.contains(namespace));
    }

    private static @Nullable Namespace namespace(String database, @Nullable BsonValue collection) {
        if (collection != null && collection.isString()) {
            return new Namespace(database, collection.asString().getValue());
        }
        if (collection == null || !collection.isDocument()) {
            return null;
        }
        BsonValue name = collection.asDocument().get("coll");
        BsonValue where = collection.asDocument().get("db", new BsonString(database));
        return name != null && name.isString() && where.isString()
                ? new Namespace(where.asString().getValue(), name.asString().getValue())
                : null;
    }

    /** Whether the last stage writes: MongoDB takes {@code $out} and {@code $merge} nowhere else. */
    static boolean writes(BsonDocument last) {
        return last.containsKey("$out") || last.containsKey("$merge");
    }

    /**
     * What a pipeline writes; null where it writes nothing, or can't be rendered and thus can't run.
     *
     * @param backing of what it runs on
     * @param otherwise where what it writes to can't be known
     */
    static @Nullable Effect effect(Backing<?> backing, List<? extends Bson> pipeline, Effect otherwise) {
        if (pipeline.isEmpty()) {
            return null;
        }
        BsonDocument last;
        try {
            last = backing.render(pipeline.get(pipeline.size() - 1));
        } catch (RuntimeException unrenderable) {
            return null;
        }
        return effect(backing.namespace().database(), last, otherwise);
    }

    /**
     * What the last stage writes; null where it writes nothing.
     *
     * @param database that it runs in
     * @param otherwise where what it writes to can't be known
     */
    static @Nullable Effect effect(String database, BsonDocument last, Effect otherwise) {
        if (!writes(last)) {
            return null;
        }
        Namespace target = target(database, last);
        return target == null ? otherwise : Effect.onWhole(target);
    }

    /** The namespace that {@code $out} or {@code $merge} writes to; null where it can't be known. */
    static @Nullable Namespace target(String database, BsonDocument last) {
        if (last.containsKey("$out")) {
            return namespace(database, last.get("$out"));
        }
        BsonValue merge = last.get("$merge");
        return namespace(
                database,
                merge != null && merge.isDocument() ? merge.asDocument().get("into") : merge);
    }
}
