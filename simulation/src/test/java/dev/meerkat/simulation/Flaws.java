package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.simulation.Mutant.Flaw;

/** How the mutants see the log's records. */
final class Flaws {

    private Flaws() {}

    static RecordLens lens(Mutant mutant) {
        if (mutant.has(Flaw.NO_FLOOR_ON_HOLE)) {
            return RecordLens.changing(record -> with(record, ClusterTime.NONE, record.reset()));
        } else if (mutant.has(Flaw.CONTINUITY_NOT_STRICT)) {
            return RecordLens.changing(
                    record -> with(record, Math.max(0, record.previousWatermark() - 1), record.reset()));
        } else if (mutant.has(Flaw.NO_RESET)) {
            return RecordLens.changing(record -> with(record, record.previousWatermark(), ClusterTime.NONE));
        }
        return RecordLens.clear();
    }

    private static LogRecord with(LogRecord record, long previousWatermark, long reset) {
        return new LogRecord(
                record.id(), record.previous(), previousWatermark, record.watermark(), reset, record.invalidations());
    }
}
