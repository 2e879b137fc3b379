package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Faults on demand, as a real server has them when test commands are enabled: {@code configureFailPoint} with
 * {@code failCommand}. Only commands that the fail point is meant for count; configureFailPoint itself never fails.
 */
final class FailPoints {

    private static final String COMMAND = "configurefailpoint";
    private static final String FAIL_COMMAND = "failCommand";

    private BooleanSupplier mode = () -> false;
    private Fault fault = Fault.none();
    private long timesEntered;

    void register(CommandDispatcher commands) {
        commands.register("configureFailPoint", this::configure);
    }

    private Document configure(Call call) {
        if (!call.database().equals("admin")) {
            throw CommandException.of(
                    13, "Unauthorized", "configureFailPoint may only be run against the admin database.");
        }
        Arguments arguments = call.arguments();
        String name = arguments.string(call.request().command());
        if (!name.equals(FAIL_COMMAND)) {
            throw CommandException.of(266, ErrorCodes.name(266), name + " not found");
        }
        mode = FailPointMode.of(arguments.fields().get("mode"));
        fault = new Fault(new Arguments(arguments.document("data").cloneDeeply()));
        return Command.ok().append("count", timesEntered);
    }

    /**
     * Lets a call through: runs it now, later, or not at all.
     *
     * @param reply takes the answer to the client
     * @param run runs the command, and hands its answer to the consumer that it is given
     */
    void pass(Call call, Consumer<Document> reply, Consumer<Consumer<Document>> run) {
        Fault met = fault;
        if (call.command().equals(COMMAND) || !met.isMeantFor(call) || !mode.getAsBoolean()) {
            run.accept(reply);
            return;
        }
        timesEntered++;
        long wait;
        try {
            wait = met.blockMillis();
        } catch (CommandException e) {
            reply.accept(CommandDispatcher.error(e, call.command()));
            return;
        }
        if (wait == 0) {
            meet(met, call, reply, run);
        } else {
            call.connection().later(() -> meet(met, call, reply, run), wait, TimeUnit.MILLISECONDS);
        }
    }

    private static void meet(Fault fault, Call call, Consumer<Document> reply, Consumer<Consumer<Document>> run) {
        if (fault.closes()) {
            call.connection().close();
        } else if (fault.fails()) {
            reply.accept(fault.error(call));
        } else {
            run.accept(answer -> reply.accept(fault.alter(answer)));
        }
    }
}
