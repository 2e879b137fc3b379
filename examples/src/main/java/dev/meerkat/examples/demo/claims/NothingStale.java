package dev.meerkat.examples.demo.claims;

import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Figures.Total;
import dev.meerkat.examples.demo.stage.Stage;
import java.util.Locale;
import org.bson.Document;

/** No audited read missed a write acknowledged longer ago than the bound, and neither reads nor writes failed. */
public final class NothingStale implements Claim {

    private static final long LEAST = 100;

    private final Figures figures;

    /** Over the sum of what all processes and writers counted. */
    public NothingStale(Figures figures) {
        this.figures = figures;
    }

    @Override
    public String title() {
        return "nothing stale";
    }

    @Override
    public Verdict check() {
        long audited = figures.total(Total.AUDITED);
        long stale = figures.total(Total.STALE);
        long writes = figures.total(Total.WRITES);
        long failed = figures.total(Total.FAILED_READS) + figures.total(Total.FAILED_WRITES);
        long replaced = figures.superseded().count();
        double bound = Stage.BOUND.toMillis() / 1e3;
        String text = String.format(
                Locale.ROOT,
                "%,d stale reads among %,d audited beside %,d writes: %.2f %% returned the newest value, the others one"
                        + " replaced at most %.1f s before, where %.0f s are allowed; %s",
                stale,
                audited,
                writes,
                100.0 * (audited - replaced) / Math.max(1, audited),
                figures.superseded().max() / 1e6,
                bound,
                failed == 0 ? "none failed" : failed + " reads or writes FAILED");
        return Verdict.of(
                stale == 0 && failed == 0 && audited >= LEAST && writes > 0,
                text,
                new Document("audited", audited)
                        .append("stale", stale)
                        .append("writes", writes)
                        .append("failedReads", figures.total(Total.FAILED_READS))
                        .append("failedWrites", figures.total(Total.FAILED_WRITES))
                        .append("boundMillis", Stage.BOUND.toMillis())
                        .append("supersededReads", replaced)
                        .append("supersededP99Micros", figures.superseded().percentile(0.99))
                        .append("supersededMaxMicros", figures.superseded().max())
                        .append("notes", figures.notes()));
    }
}
