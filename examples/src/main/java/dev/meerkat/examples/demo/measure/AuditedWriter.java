package dev.meerkat.examples.demo.measure;

import dev.meerkat.examples.demo.repositories.LocaleRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Raises the number {@code n} of audited locales by one and puts down when the majority had acknowledged it. A document has
 * one writer at a time. For one thread.
 */
public final class AuditedWriter {

    private final LocaleRepository locales;
    private final String name;
    private final List<String> ids;
    private final SharedTimes acknowledged;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Takes documents over from a writer that may have died between a write and its note.
     *
     * @param locales writes with majority concern
     * @param plain the same locales, read from MongoDB
     * @param name what documents get as {@code changedBy}
     * @param ids of all audited documents
     * @param rows of those that this writer writes
     */
    public AuditedWriter(
            LocaleRepository locales,
            LocaleRepository plain,
            String name,
            List<String> ids,
            List<Integer> rows,
            SharedTimes acknowledged) {
        this.locales = locales;
        this.name = name;
        this.ids = ids;
        this.acknowledged = acknowledged;
        for (int row : rows) {
            int n = plain.byTag(ids.get(row)).orElseThrow().getInteger("n");
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
        locales.setNumber(id, n, name);
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
