package dev.meerkat.proxy;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What queries' results depend on, as closely as their descriptions say; null where that is any change of the namespace. */
final class Narrowings {

    private Narrowings() {}

    /** Of a find. */
    static @Nullable Narrowing find(Namespace namespace, BsonDocument description) {
        return givesIds(description.get("projection"))
                ? documents(
                        namespace,
                        new LookedAt().filter(description.get("filter")).sort(description.get("sort")),
                        description.containsKey("skip"))
                : null;
    }

    /** Of a count. */
    static @Nullable Narrowing count(Namespace namespace, BsonDocument description) {
        return fields(namespace, new LookedAt().filter(description.get("filter")));
    }

    /** Of a field's distinct values. */
    static @Nullable Narrowing distinct(Namespace namespace, BsonDocument description, String field) {
        return fields(
                namespace, new LookedAt().filter(description.get("filter")).path(field));
    }

    /** Of an aggregation that reads one namespace. */
    static @Nullable Narrowing aggregate(Namespace namespace, List<BsonDocument> pipeline) {
        LookedAt lookedAt = new LookedAt();
        boolean shaped = false;
        for (BsonDocument stage : pipeline) {
            shaped |= shapes(stage, lookedAt);
        }
        if (!shaped && lookedAt.paths() != null) {
            return documents(namespace, lookedAt, passesOver(pipeline));
        }
        Set<String> choosing = LeadingMatches.paths(pipeline);
        return choosing == null
                ? fields(namespace, lookedAt)
                : Narrowing.ofChosen(namespace, choosing, lookedAt.paths());
    }

    /** Adds what a stage looks at; whether it leaves nothing of the documents but what it looks at. */
    private static boolean shapes(BsonDocument stage, LookedAt lookedAt) {
        String name = stage.getFirstKey();
        BsonValue argument = Objects.requireNonNull(stage.get(name));
        switch (name) {
            case "$match" -> lookedAt.filter(argument);
            case "$sort" -> lookedAt.sort(argument);
            case "$limit", "$skip" -> {}
            case "$count" -> {
                return true;
            }
            case "$group", "$sortByCount" -> {
                lookedAt.expression(argument);
                return true;
            }
            default -> lookedAt.unknown();
        }
        return false;
    }

    /** Whether it gives documents from among more than those: not all that match, and not the first of them. */
    private static boolean passesOver(List<BsonDocument> pipeline) {
        boolean limited = false;
        for (BsonDocument stage : pipeline) {
            boolean limits = stage.containsKey("$limit");
            if (stage.containsKey("$skip") || (limited && !limits)) {
                return true;
            }
            limited |= limits;
        }
        return false;
    }

    /** @param passesOver whether it gives documents from among more: not all that match, and not the first of them */
    private static @Nullable Narrowing documents(Namespace namespace, LookedAt lookedAt, boolean passesOver) {
        Set<String> paths = lookedAt.paths();
        if (paths == null) {
            return null;
        }
        return passesOver ? Narrowing.ofDocuments(namespace, paths) : Narrowing.ofFirstDocuments(namespace, paths);
    }

    private static @Nullable Narrowing fields(Namespace namespace, LookedAt lookedAt) {
        Set<String> paths = lookedAt.paths();
        return paths == null ? null : Narrowing.ofFields(namespace, paths);
    }

    /** Whether each document of the result has its own {@code _id}. */
    private static boolean givesIds(@Nullable BsonValue projection) {
        if (projection == null) {
            return true;
        }
        for (Map.Entry<String, BsonValue> field : projection.asDocument().entrySet()) {
            if (field.getKey().equals("_id") || field.getKey().startsWith("_id.")) {
                return false;
            }
        }
        return true;
    }
}
