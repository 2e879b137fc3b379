package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.Set;

/**
 * The fields that commands know, of those commands whose later versions know more: MongoDB 4.2 refuses a field that came
 * later, and each command in words of its own.
 */
final class CommandFields {

    /** What any command may carry, besides what begins with a dollar sign. */
    private static final Set<String> COMMON = Set.of(
            "lsid",
            "txnNumber",
            "autocommit",
            "startTransaction",
            "stmtId",
            "stmtIds",
            "readConcern",
            "writeConcern",
            "maxTimeMS",
            "apiVersion",
            "apiStrict",
            "apiDeprecationErrors");

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "find",
            Set.of(
                    "find",
                    "filter",
                    "sort",
                    "projection",
                    "hint",
                    "skip",
                    "limit",
                    "ntoreturn",
                    "batchSize",
                    "singleBatch",
                    "comment",
                    "max",
                    "min",
                    "returnKey",
                    "showRecordId",
                    "tailable",
                    "awaitData",
                    "oplogReplay",
                    "noCursorTimeout",
                    "allowPartialResults",
                    "collation",
                    "term"),
            "aggregate",
            Set.of(
                    "aggregate",
                    "pipeline",
                    "explain",
                    "allowDiskUse",
                    "cursor",
                    "bypassDocumentValidation",
                    "collation",
                    "hint",
                    "comment"),
            "count",
            Set.of("count", "query", "limit", "skip", "hint", "fields", "collation"),
            "distinct",
            Set.of("distinct", "key", "query", "collation"),
            "insert",
            Set.of("insert", "documents", "ordered", "bypassDocumentValidation"),
            "update",
            Set.of("update", "updates", "ordered", "bypassDocumentValidation"),
            "delete",
            Set.of("delete", "deletes", "ordered"),
            "findandmodify",
            Set.of(
                    "findAndModify",
                    "findandmodify",
                    "query",
                    "sort",
                    "remove",
                    "update",
                    "new",
                    "fields",
                    "upsert",
                    "bypassDocumentValidation",
                    "collation",
                    "arrayFilters"));

    private static final Set<String> OF_UPDATES =
            Set.of("q", "u", "c", "multi", "upsert", "collation", "arrayFilters", "hint");
    private static final Set<String> OF_DELETES = Set.of("q", "limit", "collation");
    private static final Set<String> TEXT_COMMENTS = Set.of("find", "aggregate");

    private CommandFields() {}

    /** Throws where the command carries a field that it doesn't know. */
    static void check(Call call) {
        String command = call.command();
        Set<String> known = KNOWN.get(command);
        if (known == null) {
            return;
        }
        Document body = call.arguments().fields();
        for (String field : body.keySet()) {
            if (!known.contains(field) && !COMMON.contains(field) && !field.startsWith("$")) {
                throw unknown(command, field);
            }
        }
        if (TEXT_COMMENTS.contains(command)
                && body.containsKey("comment")
                && !(body.get("comment") instanceof String)) {
            throw CommandException.of(14, "TypeMismatch", "'comment' field must be of BSON type string");
        }
        if (command.equals("update")) {
            checkStatements(call, "updates", OF_UPDATES);
        } else if (command.equals("delete")) {
            checkStatements(call, "deletes", OF_DELETES);
        }
    }

    private static void checkStatements(Call call, String list, Set<String> known) {
        for (Document statement : call.arguments().documents(list)) {
            for (String field : statement.keySet()) {
                if (!known.contains(field)) {
                    throw unknown(call.command(), list + "." + field);
                }
            }
        }
    }

    private static CommandException unknown(String command, String field) {
        return switch (command) {
            case "find" -> CommandException.failedToParse("Failed to parse: find: Unrecognized field '" + field + "'.");
            case "aggregate" -> CommandException.failedToParse("unrecognized field '" + field + "'");
            case "findandmodify" -> unknownField(field);
            default -> unknownField(command + "." + field);
        };
    }

    private static CommandException unknownField(String path) {
        return CommandException.location(40415, "BSON field '" + path + "' is an unknown field.");
    }
}
