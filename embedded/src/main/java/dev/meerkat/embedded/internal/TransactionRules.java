package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command must say to take part in a transaction or to be a retryable write, and what it mustn't. */
final class TransactionRules {

    private static final Set<String> ENDS = Set.of("committransaction", "aborttransaction");
    private static final Set<String> STATEMENTS = Set.of(
            "aggregate", "delete", "distinct", "find", "findandmodify", "getmore", "insert", "killcursors", "update");
    private static final Set<String> RETRYABLE = Set.of("delete", "findandmodify", "insert", "update");
    private static final Set<String> READ_CONCERNS = Set.of("local", "majority", "snapshot");
    private static final Set<String> STAGES_OUTSIDE = Set.of(
            "$changeStream",
            "$collStats",
            "$currentOp",
            "$indexStats",
            "$listLocalSessions",
            "$listSessions",
            "$merge",
            "$out",
            "$planCacheStats");

    private TransactionRules() {}

    static CommandException notSupported(String message) {
        return CommandException.of(263, "OperationNotSupportedInTransaction", message);
    }

    private static CommandException invalid(String message) {
        return CommandException.of(72, "InvalidOptions", message);
    }

    /** The transaction number of the command; null if it gives none. Its other options must fit. */
    static @Nullable Long number(Call call) {
        Arguments arguments = call.arguments();
        boolean numbered = arguments.has("txnNumber");
        boolean inTransaction = arguments.has("autocommit");
        if (numbered && call.session() == null) {
            throw invalid("Transaction number requires a session ID to also be specified");
        }
        if (inTransaction && !numbered) {
            throw invalid("'autocommit' field requires a transaction number to also be specified");
        }
        if (arguments.flag("autocommit", false)) {
            throw invalid("Specifying autocommit=true is not allowed.");
        }
        if (arguments.has("startTransaction")) {
            if (!inTransaction) {
                throw invalid("'startTransaction' field requires 'autocommit' field to also be specified");
            }
            if (!arguments.flag("startTransaction", false)) {
                throw invalid("Specifying startTransaction=false is not allowed.");
            }
        }
        if (!numbered) {
            return null;
        }
        long number = arguments.number("txnNumber", 0);
        if (number < 0) {
            throw invalid("Transaction number cannot be negative");
        }
        return number;
    }

    /** Refuses what can't be retried. */
    static void checkRetryable(Call call) {
        if (!RETRYABLE.contains(call.command())) {
            throw CommandException.location(
                    50768,
                    "txnNumber may only be provided for multi-document transactions and retryable write commands."
                            + " autocommit:false was not provided, and "
                            + call.request().command()
                            + " is not a retryable write command.");
        }
    }

    /** Refuses what can't be done in a transaction. */
    static void checkStatement(Call call) {
        String name = call.request().command();
        boolean end = ENDS.contains(call.command());
        if (call.command().equals("count")) {
            throw notSupported("Cannot run 'count' in a multi-document transaction. Please use an aggregation with"
                    + " $count instead.");
        }
        if (!end && !STATEMENTS.contains(call.command())) {
            throw notSupported("Cannot run '" + name + "' in a multi-document transaction.");
        }
        if (!end && Catalog.internalDatabases().contains(call.database())) {
            throw notSupported("Cannot run command against the '" + call.database() + "' database in a transaction");
        }
        boolean starts = call.arguments().has("startTransaction");
        if (starts && (end || call.command().equals("killcursors"))) {
            throw notSupported("Cannot run " + name + " as the first operation in a transaction");
        }
        checkConcerns(call, starts, end);
        if (call.command().equals("aggregate")) {
            checkStages(call.arguments().fields().get("pipeline"));
        }
    }

    private static void checkConcerns(Call call, boolean starts, boolean end) {
        Arguments arguments = call.arguments();
        if (arguments.has("writeConcern") && !end) {
            throw invalid("writeConcern is not allowed within a multi-statement transaction");
        }
        Document readConcern = arguments.optionalDocument("readConcern");
        if (readConcern == null) {
            return;
        }
        if (!starts) {
            throw invalid("Only the first command in a transaction may specify a readConcern");
        }
        if (readConcern.containsKey("atClusterTime")) {
            throw invalid("The embedded MongoDB can't read at a given cluster time: leave atClusterTime out");
        }
        Object level = readConcern.get("level");
        if (level instanceof String given && !READ_CONCERNS.contains(given)) {
            throw invalid("The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order"
                    + " to run in a transaction");
        }
    }

    private static void checkStages(@Nullable Object pipeline) {
        if (pipeline instanceof List<?> stages) {
            for (Object stage : stages) {
                if (stage instanceof Document document
                        && document.keySet().stream().anyMatch(STAGES_OUTSIDE::contains)) {
                    throw notSupported("Operation not permitted in transaction :: caused by :: Stage not supported"
                            + " inside of a multi-document transaction: " + document.keySet());
                }
            }
        }
    }
}
