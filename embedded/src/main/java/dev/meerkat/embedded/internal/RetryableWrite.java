package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A write command that its driver may send again: the results of those of its statements that wrote something. A
 * repeated statement gets its result and isn't run; one that failed or changed nothing is run again.
 */
final class RetryableWrite {

    record Done(String command, Document result) {}

    private Map<Long, Done> done = new HashMap<>();

    /**
     * The result of a statement, from memory or of running it now.
     *
     * @param index its index in the command
     * @param run gives the result, null if there was nothing to do
     */
    @Nullable
    Document once(Call call, int index, Supplier<@Nullable Document> run) {
        long id = statement(call.arguments(), index);
        Done before = done.get(id);
        if (before == null) {
            Document result = run.get();
            if (result != null && hasWritten(result)) {
                done.put(id, new Done(call.command(), result.cloneDeeply()));
            }
            return result;
        }
        if (!before.command.equals(call.command())) {
            throw CommandException.location(
                    40606,
                    "The " + call.request().command() + " that retries a write is not compatible with the previous "
                            + before.command + " of the same transaction number");
        }
        return before.result.cloneDeeply();
    }

    private static boolean hasWritten(Document result) {
        Arguments counts = new Arguments(result.get("lastErrorObject") instanceof Document outcome ? outcome : result);
        boolean isUpdate = counts.has("nModified");
        return counts.fields().containsKey("upserted") || counts.integer(isUpdate ? "nModified" : "n", 0) > 0;
    }

    private static long statement(Arguments arguments, int index) {
        if (arguments.fields().get("stmtIds") instanceof List<?> ids
                && index < ids.size()
                && ids.get(index) instanceof Number id) {
            return id.longValue();
        }
        return arguments.number("stmtId", 0) + index;
    }

    /** What is remembered now. */
    Map<Long, Done> remembered() {
        return Map.copyOf(done);
    }

    /** Forgets what was remembered later: its writes were undone. */
    void restore(Map<Long, Done> earlier) {
        done = new HashMap<>(earlier);
    }
}
