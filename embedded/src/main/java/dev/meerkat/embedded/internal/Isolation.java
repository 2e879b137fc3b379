package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot isolation. Between two commands the collections show what is committed. A command of a transaction runs after
 * they were made to show its view, and they are put back when it ends. Two that write the same document conflict at the
 * second write; so do two that write the same key of a unique index.
 */
final class Isolation {

    private final ChangeLog log;
    private final Set<UnitOfWork> open = new LinkedHashSet<>();
    private @Nullable UnitOfWork current;
    private long shapes;

    Isolation(ChangeLog log) {
        this.log = log;
    }

    ChangeLog log() {
        return log;
    }

    /** Begins a transaction: it sees what is committed now. */
    UnitOfWork begin() {
        UnitOfWork unit = new UnitOfWork(shapes);
        open.add(unit);
        return unit;
    }

    /** Runs a command in the view of its transaction. */
    <T> T runIn(UnitOfWork transaction, Supplier<T> command) {
        transaction.enter();
        try {
            return record(transaction, command);
        } finally {
            transaction.leave();
        }
    }

    /**
     * Runs a command that belongs to no transaction. Its writes are kept unless they conflict.
     *
     * @throws WriteConflict if it would write what an open transaction has written
     */
    <T> T runAlone(Supplier<T> command) {
        if (open.isEmpty()) {
            return command.get();
        }
        UnitOfWork unit = new UnitOfWork(shapes);
        boolean keep = true;
        try {
            return record(unit, command);
        } catch (WriteConflict e) {
            keep = false;
            throw e;
        } finally {
            if (keep) {
                log.appendAll(unit.entries());
                publish(unit);
            } else {
                unit.leave();
            }
        }
    }

    private <T> T record(UnitOfWork unit, Supplier<T> command) {
        current = unit;
        log.divertTo(unit.entries());
        try {
            return command.get();
        } finally {
            log.divertTo(null);
            current = null;
        }
    }

    /** Makes the transaction's writes visible to all that begin later, and writes them to the log. */
    void commit(UnitOfWork transaction, UUID session, long number) {
        open.remove(transaction);
        transaction.own().exchange();
        log.appendTransaction(transaction.entries(), session, number);
        publish(transaction);
    }

    void abort(UnitOfWork transaction) {
        open.remove(transaction);
    }

    private void publish(UnitOfWork committed) {
        open.forEach(reader -> reader.keepViewAgainst(committed));
    }

    /** Whether the command that runs now belongs to a transaction. */
    boolean inTransaction() {
        return current != null && open.contains(current);
    }

    /** Called when a command takes up a collection. */
    void touch(EmbeddedCollection collection) {
        if (current == null) {
            return;
        }
        if (inTransaction() && current.isOlderThan(collection)) {
            throw CommandException.of(
                    246,
                    "SnapshotUnavailable",
                    "Unable to read from a snapshot due to pending collection catalog changes; please retry the"
                            + " operation. " + collection.namespace());
        }
        current.touched().add(collection);
    }

    /**
     * Called before a collection gets or loses an index, is renamed or dropped, and after it was made.
     *
     * @throws WriteConflict if an open transaction uses it
     */
    long reshape(EmbeddedCollection collection) {
        checkUnused(collection);
        open.forEach(transaction -> transaction.forget(collection));
        return ++shapes;
    }

    /** @throws WriteConflict if an open transaction uses the collection */
    void checkUnused(EmbeddedCollection collection) {
        if (open.stream().anyMatch(transaction -> transaction.touched().contains(collection))) {
            throw new WriteConflict();
        }
    }

    /**
     * Called after every write.
     *
     * @param before null for an insert
     * @param after null for a delete
     */
    void wrote(EmbeddedCollection collection, int position, @Nullable Document before, @Nullable Document after) {
        UnitOfWork writer = current;
        if (writer == null) {
            return;
        }
        Overlay.Slot slot = new Overlay.Slot(collection, position);
        Set<UniqueKey> keys = after == null ? Set.of() : UniqueKey.of(collection, after);
        writer.wrote(slot, before, keys);
        if (writer.missed(slot, keys) || open.stream().anyMatch(other -> other != writer && other.claims(slot, keys))) {
            throw new WriteConflict();
        }
    }
}
