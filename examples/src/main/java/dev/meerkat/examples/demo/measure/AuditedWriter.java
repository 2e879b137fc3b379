package dev.meerkat.examples.demo.measure;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/**
 * Raises the number {@code n} of audited documents by one and puts down when the majority had acknowledged it. A document has
 * one writer at a time. For one thread.
 */
public final class AuditedWriter {

    private final MongoCollection<Document> collection;
    private final String name;
    private final List<String> ids;
    private final SharedTimes acknowledged;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Takes documents over from a writer that may have died between a write and its note.
     *
     * @param collection writes with majority concern
     * @param plain the same collection, read from MongoDB
     * @param name what documents get as {@code changedBy}
     * @param ids of all audited documents
     * @param rows of those that this writer writes
     */
    public AuditedWriter(
            MongoCollection<Document> collection,
            MongoCollection<Document> plain,
            String name,
            List<String> ids,
            List<Integer> rows,
            SharedTimes acknowledged) {
        this.collection = collection;
        this.name = name;
        this.ids = ids;
        this.acknowledged = acknowledged;
        for (int row : rows) {
            Document document =
                    Objects.requireNonNull(plain.find(eq("_id", ids.get(row))).first());
            int n = document.getInteger("n");
            numbers.put(ids.get(row), n);
            if (acknowledged.get(row, n) == 0) {
                acknowledged.put(row, n, SharedTimes.now());
            }
        }
    }

    /**
     * Writes the next number of one document.
     *
     * @param row one of this writer's
     * @return the number written
     */
    public int write(int row) {
        String id = ids.get(row);
        int n = number(row) + 1;
        collection.updateOne(eq("_id", id), combine(set("n", n), set("changedBy", name)));
        acknowledged.put(row, n, SharedTimes.now());
        numbers.put(id, n);
        return n;
    }

    /** The number that was written last. */
    public int number(int row) {
        return numbers.getOrDefault(ids.get(row), 0);
    }

    /** Writes the documents in turn at this rate for as long as it is to go on. */
    public void writeAll(List<Integer> rows, double perSecond, Figures figures, BooleanSupplier goOn) {
        Pace pace = new Pace(perSecond);
        for (int i = 0; goOn.getAsBoolean(); i++) {
            try {
                write(rows.get(i % rows.size()));
                figures.count(Figures.Total.WRITES);
            } catch (RuntimeException e) {
                figures.count(Figures.Total.FAILED_WRITES);
                figures.note("a write failed: " + e);
            }
            pace.await();
        }
    }
}
