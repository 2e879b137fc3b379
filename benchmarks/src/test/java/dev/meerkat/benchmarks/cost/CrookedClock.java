package dev.meerkat.benchmarks.cost;

import dev.meerkat.faults.child.Lines;
import org.bson.Document;

/** A child whose clock is ahead of the machine's by what its settings say. */
final class CrookedClock implements Lines.Work {

    private final long aheadNanos;

    private CrookedClock(Document settings) {
        aheadNanos = Lines.number(settings, "aheadNanos");
    }

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(CrookedClock::new);
    }

    @Override
    public Document answer(String what, Document details) {
        return new Document("nanos", System.nanoTime() + aheadNanos);
    }

    @Override
    public void close() {}
}
