package dev.meerkat.benchmarks.cost;

import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Write;
import dev.meerkat.faults.load.Pace;
import java.util.function.BooleanSupplier;

/**
 * Writes of one writer, one after the other: each stores a number that is larger than all before it in the document, and is
 * recorded for the checker. A document has one writer, so that the numbers' order is MongoDB's. For one thread.
 */
final class CountedWrites {

    private final int process;
    private final HistoryWriter history;
    private final int first;
    private final int step;

    /** Stores a number in a document, and returns when that is acknowledged. */
    interface Way {
        void write(int document, long number);
    }

    /**
     * @param process in the histories
     * @param first the first document that is its own
     * @param step how far from there the next one is
     */
    CountedWrites(int process, HistoryWriter history, int first, int step) {
        this.process = process;
        this.history = history;
        this.first = first;
        this.step = step;
    }

    /** Writes its documents in turn. */
    void go(int documents, int perSecond, BooleanSupplier goOn, Way way) {
        Pace pace = new Pace(perSecond);
        int document = first;
        while (goOn.getAsBoolean()) {
            write(document, way);
            document = document + step < documents ? document + step : first;
            pace.await();
        }
    }

    /** Writes each of its documents once. */
    void each(int documents, Way way) {
        for (int document = first; document < documents; document += step) {
            write(document, way);
        }
    }

    private void write(int document, Way way) {
        long begun = System.nanoTime();
        // A document has one writer at a time, whose clock only goes forwards.
        Write write = Write.begun(process, document, begun, false, begun);
        history.begun(write);
        way.write(document, write.number());
        history.write(write.acknowledged(System.nanoTime()));
    }
}
