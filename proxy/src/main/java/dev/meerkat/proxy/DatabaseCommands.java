package dev.meerkat.proxy;

import dev.meerkat.cache.Namespace;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a command may change that is given to {@code runCommand}. Commands that change no document and no namespace stand in
 * lists; of any other, known or to come, all that it can reach counts as changed.
 */
final class DatabaseCommands {

    /** Reads of documents. */
    private static final Set<String> READS =
            Set.of("find", "getmore", "aggregate", "count", "distinct", "mapreduce", "dbhash");

    /** Those that read, of which none ever writes, and those that change nothing that is cached. */
    private static final Set<String> CHANGE_NOTHING = Set.of(
            // documents
            "find",
            "getmore",
            "killcursors",
            "count",
            "distinct",
            "explain",
            // catalog and indexes
            "listcollections",
            "listdatabases",
            "listindexes",
            "listsearchindexes",
            "createindexes",
            "dropindexes",
            "deleteindexes",
            "reindex",
            "createsearchindexes",
            "updatesearchindex",
            "dropsearchindex",
            "collstats",
            "dbstats",
            "datasize",
            "dbhash",
            // sessions
            "startsession",
            "refreshsessions",
            "endsessions",
            "killsessions",
            "killallsessions",
            "aborttransaction",
            // the server itself
            "ping",
            "hello",
            "ismaster",
            "buildinfo",
            "hostinfo",
            "serverstatus",
            "connectionstatus",
            "connpoolstats",
            "whatsmyuri",
            "features",
            "listcommands",
            "getparameter",
            "getcmdlineopts",
            "getlog",
            "getdefaultrwconcern",
            "top",
            "currentop",
            "killop",
            "profile",
            "lockinfo",
            "fsync",
            "fsyncunlock",
            "logrotate",
            "replsetgetstatus",
            "replsetgetconfig",
            "getshardmap",
            "listshards",
            "isdbgrid",
            "balancerstatus",
            "usersinfo",
            "rolesinfo");

    private DatabaseCommands() {}

    /** All that can be reached from a database: from {@code admin} that is everything. */
    static Effect onWhole(String database) {
        return database.equals("admin") ? Effect.onEverything() : Effect.onDatabase(database);
    }

    /** Whether it reads documents, unless it writes. */
    static boolean reads(BsonDocument command) {
        return READS.contains(name(command));
    }

    /** What the command may change, run on the database; null where it changes nothing. */
    static @Nullable Effect effect(String database, BsonDocument command) {
        String name = name(command);
        if (CHANGE_NOTHING.contains(name)) {
            return null;
        }
        return switch (name) {
            case "aggregate" -> aggregate(database, command.get("pipeline"));
            case "mapreduce" -> mapReduce(database, command.get("out"));
            case "insert", "update", "delete", "findandmodify", "create", "drop", "collmod", "converttocapped" ->
                namespace(database, first(command));
            case "renamecollection" -> renamed(first(command), command.get("to"));
            case "bulkwrite" -> bulk(command.get("nsInfo"));
            case "dropdatabase" -> Effect.onDatabase(database);
            case "applyops", "committransaction", "preparetransaction" -> Effect.onEverything();
            default -> onWhole(database);
        };
    }

    private static String name(BsonDocument command) {
        return command.isEmpty() ? "" : command.getFirstKey().toLowerCase(Locale.ROOT);
    }

    private static @Nullable BsonValue first(BsonDocument command) {
        return command.get(command.getFirstKey());
    }

    private static Effect namespace(String database, @Nullable BsonValue collection) {
        return collection != null && collection.isString()
                ? Effect.onWhole(new Namespace(database, collection.asString().getValue()))
                : onWhole(database);
    }

    private static @Nullable Effect aggregate(String database, @Nullable BsonValue pipeline) {
        if (pipeline == null || !pipeline.isArray() || pipeline.asArray().isEmpty()) {
            return null;
        }
        BsonValue last = pipeline.asArray().get(pipeline.asArray().size() - 1);
        return last.isDocument() ? Pipelines.effect(database, last.asDocument(), onWhole(database)) : null;
    }

    private static @Nullable Effect mapReduce(String database, @Nullable BsonValue out) {
        if (out == null || !out.isDocument()) {
            return namespace(database, out);
        }
        BsonDocument to = out.asDocument();
        if (to.containsKey("inline")) {
            return null;
        }
        BsonValue where = to.get("db");
        return to.isEmpty() || (where != null && !where.isString())
                ? Effect.onEverything()
                : namespace(where == null ? database : where.asString().getValue(), first(to));
    }

    private static Effect renamed(@Nullable BsonValue from, @Nullable BsonValue to) {
        Namespace source = fullName(from);
        Namespace target = fullName(to);
        return source == null || target == null ? Effect.onEverything() : Effect.onWhole(source, target);
    }

    private static Effect bulk(@Nullable BsonValue namespaces) {
        Set<Namespace> named = new LinkedHashSet<>();
        if (namespaces == null || !namespaces.isArray()) {
            return Effect.onEverything();
        }
        for (BsonValue info : namespaces.asArray()) {
            Namespace namespace = info.isDocument() ? fullName(info.asDocument().get("ns")) : null;
            if (namespace == null) {
                return Effect.onEverything();
            }
            named.add(namespace);
        }
        return Effect.onWhole(named);
    }

    private static @Nullable Namespace fullName(@Nullable BsonValue name) {
        String full = name != null && name.isString() ? name.asString().getValue() : "";
        int dot = full.indexOf('.');
        return dot < 0 ? null : new Namespace(full.substring(0, dot), full.substring(dot + 1));
    }
}
