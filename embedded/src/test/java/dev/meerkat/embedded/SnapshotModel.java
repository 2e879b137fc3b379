package dev.meerkat.embedded;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot isolation in its simplest form: every transaction works on a copy of what was committed when it began. The
 * first writer wins; whoever writes a document or a unique key that an open transaction has written, or that was
 * committed after its own copy was made, has lost.
 */
final class SnapshotModel {

    enum Outcome {
        DONE,
        DUPLICATE,
        CONFLICT,
        /** Both are there, and a server may notice either first. */
        DUPLICATE_OR_CONFLICT;

        boolean allows(Outcome actual) {
            return this == actual || (this == DUPLICATE_OR_CONFLICT && actual != DONE);
        }
    }

    /**
     * A document.
     *
     * @param mail what is unique, if there is one
     */
    record Row(int group, int n, @Nullable Integer mail) {
        Row counted() {
            return new Row(group, n + 1, mail);
        }

        Row mailed(@Nullable Integer other) {
            return new Row(group, n + 1, other);
        }

        static Row of(Document document) {
            return new Row(document.getInteger("group"), document.getInteger("n"), document.getInteger("mail"));
        }

        Document toDocument(int id) {
            Document document = new Document("_id", id).append("group", group).append("n", n);
            return mail == null ? document : document.append("mail", mail);
        }
    }

    /** A transaction, or a single write outside of any. */
    static final class Unit {
        private final long began;
        private final Map<Integer, Row> view;
        private final Set<Integer> written = new LinkedHashSet<>();
        private final Set<Object> claimed = new HashSet<>();

        private Unit(long began, Map<Integer, Row> committed) {
            this.began = began;
            this.view = new TreeMap<>(committed);
        }

        Map<Integer, Row> view() {
            return view;
        }
    }

    private final Map<Integer, Row> committed = new TreeMap<>();
    private final Map<Object, Long> changedAt = new HashMap<>();
    private final Set<Unit> open = new HashSet<>();
    private long commits;

    Map<Integer, Row> committed() {
        return committed;
    }

    Unit begin() {
        Unit unit = new Unit(commits, committed);
        open.add(unit);
        return unit;
    }

    private static Object mail(int mail) {
        return "mail " + mail;
    }

    /** What inserting does; it is done in the unit's view only if that is {@code DONE}. */
    Outcome insert(Unit unit, int id, Row row) {
        if (unit.view.containsKey(id) || hasMail(unit, row.mail)) {
            return Outcome.DUPLICATE;
        }
        return write(unit, id, row);
    }

    private static boolean hasMail(Unit unit, @Nullable Integer mail) {
        return mail != null && unit.view.values().stream().anyMatch(row -> mail.equals(row.mail));
    }

    /** What updating does to one document, which is there. */
    Outcome update(Unit unit, int id, UnaryOperator<Row> change) {
        Row before = Objects.requireNonNull(unit.view.get(id));
        Row after = change.apply(before);
        if (after.mail != null && !after.mail.equals(before.mail) && hasMail(unit, after.mail)) {
            return isLost(unit, id) ? Outcome.DUPLICATE_OR_CONFLICT : Outcome.DUPLICATE;
        }
        return write(unit, id, after);
    }

    Outcome delete(Unit unit, int id) {
        return write(unit, id, null);
    }

    private Outcome write(Unit unit, int id, @Nullable Row after) {
        if (isLost(unit, id) || (after != null && after.mail != null && isLost(unit, mail(after.mail)))) {
            return Outcome.CONFLICT;
        }
        unit.written.add(id);
        unit.claimed.add(id);
        if (after == null) {
            unit.view.remove(id);
        } else {
            unit.view.put(id, after);
            if (after.mail != null) {
                unit.claimed.add(mail(after.mail));
            }
        }
        return Outcome.DONE;
    }

    private boolean isLost(Unit unit, Object key) {
        return changedAt.getOrDefault(key, 0L) > unit.began
                || open.stream().anyMatch(other -> other != unit && other.claimed.contains(key));
    }

    void commit(Unit unit) {
        open.remove(unit);
        commits++;
        for (int id : unit.written) {
            Row row = unit.view.get(id);
            if (row == null) {
                committed.remove(id);
            } else {
                committed.put(id, row);
            }
        }
        unit.claimed.forEach(key -> changedAt.put(key, commits));
    }

    void abort(Unit unit) {
        open.remove(unit);
    }
}
