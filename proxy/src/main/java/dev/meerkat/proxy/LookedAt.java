package dev.meerkat.proxy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a collection's documents that a query looks at, by their paths. What isn't surely understood makes them unknown.
 * Used by one thread.
 */
final class LookedAt {

    private static final Set<String> JUNCTIONS = Set.of("$and", "$or", "$nor");

    /** Expressions that look at nothing but their arguments. */
    private static final Set<String> PLAIN = Set.of(
            "$abs",
            "$add",
            "$addToSet",
            "$and",
            "$arrayElemAt",
            "$avg",
            "$ceil",
            "$cmp",
            "$concat",
            "$concatArrays",
            "$cond",
            "$count",
            "$dateToString",
            "$dateTrunc",
            "$dayOfMonth",
            "$divide",
            "$eq",
            "$first",
            "$floor",
            "$gt",
            "$gte",
            "$hour",
            "$ifNull",
            "$in",
            "$isArray",
            "$last",
            "$lt",
            "$lte",
            "$max",
            "$min",
            "$minute",
            "$mod",
            "$month",
            "$multiply",
            "$ne",
            "$not",
            "$or",
            "$pow",
            "$push",
            "$round",
            "$size",
            "$sqrt",
            "$stdDevPop",
            "$stdDevSamp",
            "$strLenCP",
            "$substrCP",
            "$subtract",
            "$sum",
            "$toDate",
            "$toDecimal",
            "$toDouble",
            "$toInt",
            "$toLong",
            "$toLower",
            "$toString",
            "$toUpper",
            "$trunc",
            "$type",
            "$week",
            "$year");

    private final Set<String> paths = new LinkedHashSet<>();
    private boolean known = true;

    /** The paths; null where there may be others. */
    @Nullable
    Set<String> paths() {
        return known ? paths : null;
    }

    LookedAt unknown() {
        known = false;
        return this;
    }

    LookedAt path(String path) {
        if (path.startsWith("$")) {
            return unknown();
        }
        paths.add(path);
        return this;
    }

    /** Those of a filter. Whatever a condition says, it says of its own field. */
    LookedAt filter(@Nullable BsonValue filter) {
        if (filter == null) {
            return this;
        }
        if (!filter.isDocument()) {
            return unknown();
        }
        for (Map.Entry<String, BsonValue> condition : filter.asDocument().entrySet()) {
            if (!JUNCTIONS.contains(condition.getKey())) {
                path(condition.getKey());
            } else if (condition.getValue().isArray()) {
                condition.getValue().asArray().forEach(this::filter);
            } else {
                unknown();
            }
        }
        return this;
    }

    /** Those of an order. */
    LookedAt sort(@Nullable BsonValue sort) {
        if (sort == null) {
            return this;
        }
        if (!sort.isDocument()) {
            return unknown();
        }
        for (Map.Entry<String, BsonValue> key : sort.asDocument().entrySet()) {
            path(key.getKey());
            known &= key.getValue().isNumber();
        }
        return this;
    }

    /** Those of an aggregation's expression. */
    LookedAt expression(BsonValue expression) {
        if (expression.isString()) {
            String text = expression.asString().getValue();
            return text.startsWith("$")
                    ? path(text.substring(1))
                    : this; // "$$..." is a variable, and may be the document
        }
        if (expression.isArray()) {
            expression.asArray().forEach(this::expression);
        } else if (expression.isDocument()) {
            expressions(expression.asDocument());
        }
        return this;
    }

    private void expressions(BsonDocument document) {
        for (Map.Entry<String, BsonValue> its : document.entrySet()) {
            if (its.getKey().startsWith("$") && !PLAIN.contains(its.getKey())) {
                unknown();
            }
            expression(its.getValue());
        }
    }
}
