package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cursors that were opened in transactions: each is read in its own, and ends with it. */
final class TransactionCursors {

    private final Cursors cursors;
    private final Map<Long, Transaction> owners = new HashMap<>();

    TransactionCursors(Cursors cursors) {
        this.cursors = cursors;
    }

    /** Refuses a getMore on a cursor of another transaction, or of none. */
    void check(Call call, @Nullable Transaction transaction) {
        if (!call.command().equals("getmore")) {
            return;
        }
        long id = call.arguments().number(call.request().command(), 0);
        Transaction owner = owners.get(id);
        String start = "Cannot run getMore on cursor " + id + ", which was ";
        if (owner == null && transaction != null && cursors.isOpen(id)) {
            throw CommandException.location(50739, start + "not created in a transaction, in a transaction");
        }
        if (owner != null && transaction == null) {
            throw CommandException.location(50740, start + "created in a transaction, without one");
        }
        if (owner != null && owner != transaction) {
            throw CommandException.location(50741, start + "created in another transaction");
        }
    }

    /** Notes the cursor that a statement of the transaction has opened. */
    void note(Transaction transaction, Document reply) {
        if (reply.get("cursor") instanceof Document cursor && cursor.get("id") instanceof Long id) {
            if (id != 0) {
                owners.put(id, transaction);
            }
        }
    }

    /** Closes those of a transaction that has ended. */
    void close(Transaction transaction) {
        for (Map.Entry<Long, Transaction> entry : List.copyOf(owners.entrySet())) {
            if (entry.getValue() == transaction) {
                owners.remove(entry.getKey());
                cursors.kill(entry.getKey());
            }
        }
    }
}
