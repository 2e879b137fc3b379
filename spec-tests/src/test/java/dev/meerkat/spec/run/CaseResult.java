package dev.meerkat.spec.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case, run once.
 *
 * @param skipped why it wasn't run; null where it was
 * @param failure what was not as expected; null where all was
 * @param observed what came of each operation, and what the collections held, without what differs from run to run
 * @param hits reads served from the cache, of those done a second time
 * @param bypasses reads done a second time that went past the cache, by reason
 */
public record CaseResult(
        @Nullable String skipped,
        @Nullable Throwable failure,
        List<String> observed,
        int hits,
        Map<String, Integer> bypasses) {

    static CaseResult skipped(String reason) {
        return new CaseResult(reason, null, List.of(), 0, Map.of());
    }

    /** Whether it was run, and all was as expected. */
    public boolean passed() {
        return skipped == null && failure == null;
    }
}
