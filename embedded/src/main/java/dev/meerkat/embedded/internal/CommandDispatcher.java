package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its answer: finds the command, checks what is common to all (the read concern), lets it run in its
 * transaction, turns exceptions into error replies and gives every reply its form.
 */
final class CommandDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(CommandDispatcher.class);

    private static final Set<String> READ_CONCERNS =
            Set.of("local", "majority", "linearizable", "available", "snapshot");
    private static final long LARGEST_JUMP_SECONDS = 365L * 24 * 3600;

    private final Map<String, Command> commands = new HashMap<>();
    private final FailPoints failPoints = new FailPoints();
    private final Transactions transactions;
    private final AwaitedData awaited;
    private final ChangeLog log;
    private final boolean standalone;
    private final ReplyForm form;

    CommandDispatcher(ChangeLog log, AwaitedData awaited, Transactions transactions, boolean standalone) {
        this.log = log;
        this.awaited = awaited;
        this.transactions = transactions;
        this.standalone = standalone;
        this.form = new ReplyForm(log, standalone);
        failPoints.register(this);
    }

    /** Registers a command under its name; clients may write it in any case. */
    void register(String name, Command command) {
        commands.put(name.toLowerCase(Locale.ROOT), command);
    }

    /** Runs the command and hands its reply over, now or, for a stream that waits for news, later. */
    void handle(Request request, Connection connection, Consumer<Document> reply) {
        connection.learnFrom(request.body());
        Call call = new Call(request.command().toLowerCase(Locale.ROOT), request, connection, null);
        failPoints.pass(call, answer -> reply.accept(form.of(answer)), altered -> handle(call, altered));
    }

    private void handle(Call call, Consumer<Document> reply) {
        if (!attempt(call, reply)) {
            transactions.block(call, () -> attempt(call, reply), late -> reply.accept(error(late, call.command())));
        }
    }

    /** Runs the command unless it has to wait for the end of a transaction. */
    private boolean attempt(Call call, Consumer<Document> reply) {
        Document answer;
        try {
            answer = run(call);
        } catch (AwaitedData.NothingYet wait) {
            awaited.park(wait, call.connection().channel(), reply);
            return true;
        } catch (WriteConflict blocked) {
            return false;
        } catch (RuntimeException e) {
            answer = ErrorLabels.add(call, error(e, call.request().command()));
        }
        reply.accept(answer);
        awaited.wakeIfChanged();
        transactions.retryBlocked();
        return true;
    }

    private Document run(Call call) {
        Command command = commands.get(call.command());
        if (command == null) {
            throw CommandException.of(
                    59, "CommandNotFound", "no such command: '" + call.request().command() + "'");
        }
        CommandFields.check(call);
        Arguments arguments = call.arguments();
        learnTime(arguments.fields());
        checkReadConcern(arguments);
        return WriteConcerns.judge(arguments, transactions.run(call, command));
    }

    private void learnTime(Document body) {
        if (!standalone
                && body.get("$clusterTime") instanceof Document gossip
                && gossip.get("clusterTime") instanceof BsonTimestamp seen
                && Integer.toUnsignedLong(seen.getTime())
                        < Integer.toUnsignedLong(log.time().getTime()) + LARGEST_JUMP_SECONDS) {
            log.advanceTo(seen);
        }
    }

    private void checkReadConcern(Arguments arguments) {
        Document concern = arguments.optionalDocument("readConcern");
        if (concern == null) {
            return;
        }
        Object level = concern.get("level");
        if (level != null && !(level instanceof String name && READ_CONCERNS.contains(name))) {
            throw CommandException.failedToParse("readConcern.level must be either 'local', 'majority', 'linearizable',"
                    + " 'available', or 'snapshot'");
        }
        if ("snapshot".equals(level) && !arguments.has("autocommit")) {
            throw CommandException.of(
                    72, "InvalidOptions", "readConcern level snapshot is only valid in a transaction");
        }
        checkAfterClusterTime(concern, level);
        if ("linearizable".equals(level)) {
            if (standalone) {
                throw CommandException.of(
                        148, "ReadConcernMajorityNotEnabled", "linearizable read concern needs a replica set");
            }
            log.noop();
        }
    }

    private void checkAfterClusterTime(Document concern, @Nullable Object level) {
        if (!(concern.get("afterClusterTime") instanceof BsonTimestamp after)) {
            return;
        }
        if (standalone) {
            throw CommandException.of(
                    72, "InvalidOptions", "Cannot specify afterClusterTime readConcern on a standalone");
        }
        if ("linearizable".equals(level)) {
            throw CommandException.of(
                    72, "InvalidOptions", "afterClusterTime can't be given with linearizable read concern");
        }
        if (after.compareTo(log.time()) > 0) {
            throw CommandException.of(
                    72,
                    "InvalidOptions",
                    "readConcern afterClusterTime value must not be greater than the current clusterTime. Requested"
                            + " clusterTime: " + after + "; current clusterTime: " + log.time());
        }
    }

    /** The reply of a command that failed. What the library throws for odd input is the client's mistake. */
    static Document error(RuntimeException e, String command) {
        Document reply = new Document("ok", 0.0);
        if (e instanceof MongoServerError error) {
            reply.append("errmsg", error.getMessageWithoutErrorCode())
                    .append("code", error.getCode())
                    .append("codeName", error.getCodeName());
            if (error instanceof CommandException ours) {
                reply.putAll(ours.details());
                if (!ours.labels().isEmpty()) {
                    reply.put("errorLabels", List.copyOf(ours.labels()));
                }
            }
            return reply;
        }
        if (e instanceof MongoServerException) {
            return reply.append("errmsg", e.getMessage()).append("code", 8).append("codeName", "UnknownError");
        }
        if (e instanceof ClassCastException || e instanceof IllegalArgumentException) {
            return reply.append("errmsg", command + " failed: " + e)
                    .append("code", 2)
                    .append("codeName", "BadValue");
        }
        LOG.warn("command {} failed unexpectedly", command, e);
        return reply.append("errmsg", command + " failed: " + e)
                .append("code", 1)
                .append("codeName", "InternalError");
    }
}
