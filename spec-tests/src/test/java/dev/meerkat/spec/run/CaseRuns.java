package dev.meerkat.spec.run;

import dev.meerkat.spec.format.SpecCase;
import dev.meerkat.spec.match.Mismatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A case with its runs, in all modes; those are under way or done. */
public final class CaseRuns {

    private final SpecCase specCase;
    private final boolean admitted;
    private final @Nullable String refusal;
    private final @Nullable String difference;
    private final Map<Mode, Future<CaseResult>> runs = new EnumMap<>(Mode.class);

    /**
     * @param admitted whether the server's version, topology and settings are among those that it is for
     * @param refusal why it isn't run; null where it is
     * @param difference how the embedded server differs from a real one, so that it fails; null where it doesn't
     */
    public CaseRuns(SpecCase specCase, boolean admitted, @Nullable String refusal, @Nullable String difference) {
        this.specCase = specCase;
        this.admitted = admitted;
        this.refusal = refusal;
        this.difference = difference;
    }

    /** Adds the run in one mode. */
    public void add(Mode mode, Future<CaseResult> run) {
        runs.put(mode, run);
    }

    public SpecCase specCase() {
        return specCase;
    }

    public boolean isAdmitted() {
        return admitted;
    }

    /** What came of the run in this mode; waits for it. */
    public CaseResult result(Mode mode) {
        if (refusal != null) {
            return CaseResult.skipped(refusal);
        }
        try {
            return Objects.requireNonNull(runs.get(mode)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Why it counts as skipped; null where it was run and counts. */
    public @Nullable String skipped() {
        CaseResult plain = result(Mode.PLAIN);
        return difference != null && plain.failure() != null
                ? "the embedded server differs: " + difference
                : plain.skipped();
    }

    /** What is wrong with the run in this mode; null where nothing is. */
    public @Nullable Throwable fault(Mode mode) {
        CaseResult result = result(mode);
        if (mode == Mode.PLAIN) {
            return difference != null && result.passed()
                    ? new Mismatch("It passes: take it out of the list of differences")
                    : result.failure();
        }
        if (result.failure() != null) {
            return result.failure();
        }
        if (result.skipped() != null) {
            return new Mismatch("skipped, though it was run through the driver: " + result.skipped());
        }
        return difference(result(Mode.PLAIN).observed(), result.observed());
    }

    private static @Nullable Throwable difference(List<String> plain, List<String> wrapped) {
        if (plain.equals(wrapped)) {
            return null;
        }
        StringBuilder text = new StringBuilder("Not the same as through the driver:");
        for (int i = 0; i < Math.max(plain.size(), wrapped.size()); i++) {
            String one = i < plain.size() ? plain.get(i) : "nothing";
            String other = i < wrapped.size() ? wrapped.get(i) : "nothing";
            if (!one.equals(other)) {
                text.append("\n  driver:  ").append(one).append("\n  wrapped: ").append(other);
            }
        }
        return new Mismatch(text.toString());
    }
}
