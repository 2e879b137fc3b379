package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the fail point {@code failCommand} does to the commands that it is meant for, as its {@code data} says.
 *
 * <p>A connection that is to be closed is; else an error code is the answer and the command isn't run; else it is run,
 * and its reply gets the write concern error. Before that it waits where that is wanted.
 */
record Fault(Arguments data) {

    private static final Set<String> WITH_WRITE_CONCERN = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "aggregate",
            "create",
            "createindexes",
            "collmod",
            "drop",
            "dropdatabase",
            "dropindexes",
            "renamecollection",
            "committransaction",
            "aborttransaction");

    static Fault none() {
        return new Fault(new Arguments(new Document()));
    }

    /** Whether there is anything that it would do to this run. */
    boolean isMeantFor(Call call) {
        return data.fields().get("failCommands") instanceof List<?> names
                && names.stream().anyMatch(name -> call.command().equals(lowerCase(name)))
                && is("appName", call.connection().application())
                && is("namespace", namespace(call))
                && (closes() || blocks() || fails() || (hasWriteConcernError() && takesWriteConcern(call)));
    }

    private boolean is(String condition, String actual) {
        return !data.has(condition) || actual.equals(data.fields().get(condition));
    }

    private static String lowerCase(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static String namespace(Call call) {
        Document body = call.request().body();
        Object collection = call.command().equals("getmore")
                ? body.get("collection")
                : body.get(call.request().command());
        return call.database() + "." + (collection instanceof String name ? name : "$cmd");
    }

    /** An aggregate takes a write concern where it writes. */
    private static boolean takesWriteConcern(Call call) {
        return WITH_WRITE_CONCERN.contains(call.command())
                && (!call.command().equals("aggregate")
                        || call.arguments().documents("pipeline").stream()
                                .anyMatch(stage -> stage.containsKey("$out") || stage.containsKey("$merge")));
    }

    boolean closes() {
        return data.flag("closeConnection", false);
    }

    private boolean blocks() {
        return data.flag("blockConnection", false);
    }

    boolean fails() {
        return data.fields().get("errorCode") instanceof Number;
    }

    private boolean hasWriteConcernError() {
        return data.has("writeConcernError");
    }

    /** How long the command waits first. */
    long blockMillis() {
        if (!blocks()) {
            return 0;
        }
        if (!(data.fields().get("blockTimeMS") instanceof Number millis)) {
            throw CommandException.of(
                    72, "InvalidOptions", "must specify 'blockTimeMS' when 'blockConnection' is true");
        }
        if (millis.longValue() < 0) {
            throw CommandException.of(72, "InvalidOptions", "'blockTimeMS' must be non-negative");
        }
        return millis.longValue();
    }

    /** The reply instead of the command's. */
    Document error(Call call) {
        int code = data.integer("errorCode", 0);
        Document reply = new Document("ok", 0.0)
                .append("errmsg", "Failing command due to 'failCommand' failpoint")
                .append("code", code)
                .append("codeName", ErrorCodes.name(code));
        return hasLabels() ? labelled(reply) : ErrorLabels.add(call, reply);
    }

    /** What it leaves of the command's own reply. */
    Document alter(Document reply) {
        if (!hasWriteConcernError()) {
            return reply;
        }
        reply.put("writeConcernError", data.document("writeConcernError").cloneDeeply());
        return hasLabels() ? labelled(reply) : reply;
    }

    private boolean hasLabels() {
        return data.fields().get(ErrorLabels.FIELD) instanceof List<?>;
    }

    /** Labels that are given stand for all that the server would add; none at all is possible too. */
    private Document labelled(Document reply) {
        reply.remove(ErrorLabels.FIELD);
        if (data.fields().get(ErrorLabels.FIELD) instanceof List<?> labels && !labels.isEmpty()) {
            reply.put(ErrorLabels.FIELD, List.copyOf(labels));
        }
        return reply;
    }
}
