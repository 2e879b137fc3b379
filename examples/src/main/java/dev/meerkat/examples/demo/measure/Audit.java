package dev.meerkat.examples.demo.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * Checks reads against what was acknowledged. Each audited document carries a number {@code n} that one writer raises by one;
 * the writer puts into {@link SharedTimes} when the majority acknowledged each. A read that began at t and returned n is
 * stale if n + 1 was acknowledged before t − δ. Every read can be checked, in constant time. Thread-safe.
 */
public final class Audit {

    private final Map<Object, Integer> rows;
    private final SharedTimes acknowledged;
    private final long boundMicros;
    private final Figures figures;

    /**
     * @param ids of the documents audited; their order gives their rows
     * @param acknowledged when each number was acknowledged
     * @param bound δ
     * @param figures get the findings
     */
    public Audit(List<?> ids, SharedTimes acknowledged, Duration bound, Figures figures) {
        this.rows = new HashMap<>();
        for (Object id : ids) {
            rows.put(id, rows.size());
        }
        this.acknowledged = acknowledged;
        this.boundMicros = bound.toNanos() / 1_000;
        this.figures = figures;
    }

    /**
     * Checks what a read returned.
     *
     * @param value any; what isn't an audited document is passed over
     * @param began {@link SharedTimes#now} before the read
     */
    public void check(Object value, long began) {
        if (!(value instanceof Document document)) {
            return;
        }
        Integer row = rows.get(document.get("_id"));
        if (row == null) {
            return;
        }
        int n = document.getInteger("n");
        long next = acknowledged.get(row, n + 1);
        long age = next == 0 ? 0 : began - next;
        figures.count(Figures.Total.AUDITED);
        if (age > 0) {
            figures.superseded().add(age);
        }
        if (age > boundMicros) {
            figures.count(Figures.Total.STALE);
            figures.note(document.get("_id") + ": n = " + n + " was read " + age / 1_000 + " ms after n = " + (n + 1)
                    + " had been acknowledged");
        }
    }
}
