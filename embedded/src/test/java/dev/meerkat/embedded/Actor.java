package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.embedded.SnapshotModel.Outcome;
import dev.meerkat.embedded.SnapshotModel.Row;
import dev.meerkat.embedded.SnapshotModel.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads and writes at random, in transactions of its session or outside of any, and compares with the model. */
final class Actor {

    private static final int IDS = 4;
    private static final int MAILS = 3;
    private static final int GROUPS = 2;
    private static final int PATIENCE_MILLIS = 1;

    private final String name;
    private final @Nullable ClientSession session;
    private final InterleavedRun run;
    private final SnapshotModel model;
    private final MongoDatabase database;
    private final MongoCollection<Document> rows;
    private final Random random;
    private @Nullable Unit unit;

    Actor(String name, @Nullable ClientSession session, InterleavedRun run) {
        this.name = name;
        this.session = session;
        this.run = run;
        this.model = run.model();
        this.database = run.database();
        this.rows = run.rows();
        this.random = run.random();
    }

    void act() {
        Unit current = unit;
        if (current == null) {
            current = model.begin();
            unit = current;
            if (session != null) {
                session.startTransaction();
            }
        }
        int id = random.nextInt(IDS);
        int mail = random.nextInt(MAILS);
        int group = random.nextInt(GROUPS);
        switch (random.nextInt(14)) {
            case 0, 11, 12, 13 -> check(new Document(), row -> true);
            case 1 -> check(new Document("group", group), row -> row.group() == group);
            case 2 -> check(new Document("mail", mail), row -> row.mail() != null && row.mail() == mail);
            case 3, 4 -> insert(current, id, new Row(group, 0, random.nextBoolean() ? mail : null));
            case 5 -> update(current, new Document("_id", id), Row::counted, increment());
            case 6 ->
                update(
                        current,
                        new Document("_id", id),
                        row -> row.mailed(mail),
                        increment().append("$set", new Document("mail", mail)));
            case 7 ->
                update(
                        current,
                        new Document("group", group),
                        row -> row.mailed(null),
                        increment().append("$unset", new Document("mail", "")));
            case 8 -> delete(current, id);
            case 9 -> commit();
            default -> abort();
        }
        if (session == null) {
            commit();
        }
    }

    private static Document increment() {
        return new Document("$inc", new Document("n", 1));
    }

    /** Reads, and compares with what the transaction or all the world may see. */
    void check(Document filter, Predicate<Row> predicate) {
        run.tell(name + " finds " + filter);
        Map<Integer, Row> expected = new TreeMap<>(unit == null ? model.committed() : unit.view());
        expected.values().removeIf(predicate.negate());
        Map<Integer, Row> found = new TreeMap<>();
        var documents = session == null ? rows.find(filter) : rows.find(session, filter);
        documents.forEach(document -> found.put(document.getInteger("_id"), Row.of(document)));
        assertThat(found).isEqualTo(expected);
    }

    private void insert(Unit current, int id, Row row) {
        Document command = new Document("insert", rows.getNamespace().getCollectionName())
                .append("documents", List.of(row.toDocument(id)));
        write(command, 1, model.insert(current, id, row));
    }

    private void update(Unit current, Document filter, UnaryOperator<Row> change, Document update) {
        Document statement = new Document("q", filter).append("u", update).append("multi", true);
        Document command =
                new Document("update", rows.getNamespace().getCollectionName()).append("updates", List.of(statement));
        each(current, filter, command, (unit, id) -> model.update(unit, id, change));
    }

    private void delete(Unit current, int id) {
        Document filter = new Document("_id", id);
        Document command = new Document("delete", rows.getNamespace().getCollectionName())
                .append("deletes", List.of(new Document("q", filter).append("limit", 1)));
        each(current, filter, command, model::delete);
    }

    private void each(Unit current, Document filter, Document command, BiFunction<Unit, Integer, Outcome> step) {
        List<Integer> matching = new ArrayList<>();
        current.view().forEach((id, row) -> {
            if (filter.equals(new Document("_id", id)) || filter.equals(new Document("group", row.group()))) {
                matching.add(id);
            }
        });
        Outcome outcome = Outcome.DONE;
        for (int i = 0; i < matching.size() && outcome == Outcome.DONE; i++) {
            outcome = step.apply(current, matching.get(i));
        }
        write(command, matching.size(), outcome);
    }

    /** Runs a write that the model has done; where it failed the transaction is over. */
    private void write(Document command, int count, Outcome expected) {
        run.tell(name + " " + command.toJson() + ": " + expected);
        Outcome actual = outcome(command, count);
        assertThat(expected.allows(actual)).as(expected + ", not " + actual).isTrue();
        if (actual != Outcome.DONE) {
            abort();
        }
    }

    private Outcome outcome(Document command, int count) {
        try {
            Document reply = session == null
                    ? database.runCommand(command.append("maxTimeMS", PATIENCE_MILLIS))
                    : database.runCommand(session, command);
            if (reply.containsKey("writeErrors")) {
                assertThat(reply.getList("writeErrors", Document.class).get(0)).containsEntry("code", 11000);
                return Outcome.DUPLICATE;
            }
            assertThat(reply).containsEntry("n", count);
            return Outcome.DONE;
        } catch (MongoException e) {
            assertThat(e.getCode()).as(e.getMessage()).isEqualTo(session == null ? 50 : 112);
            assertThat(e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                    .isEqualTo(session != null);
            return Outcome.CONFLICT;
        }
    }

    void commit() {
        if (unit == null) {
            return;
        }
        run.tell(name + " commits");
        model.commit(unit);
        unit = null;
        if (session != null) {
            session.commitTransaction();
        }
    }

    private void abort() {
        if (unit == null) {
            return;
        }
        run.tell(name + " aborts");
        model.abort(unit);
        unit = null;
        if (session != null) {
            session.abortTransaction();
        }
    }

    void close() {
        if (session != null) {
            session.close();
        }
    }
}
