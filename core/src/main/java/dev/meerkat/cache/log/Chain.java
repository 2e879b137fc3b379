package dev.meerkat.cache.log;

import dev.meerkat.cache.spi.RecordId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records that a follower has applied without a hole: a stretch of places for each term. Not thread-safe. */
final class Chain {

    private static final int MAX_STRETCHES = 16;

    private record Stretch(long term, long first, long last) {
        boolean contains(RecordId id) {
            return term == id.term() && first <= id.sequence() && id.sequence() <= last;
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();

    boolean contains(@Nullable RecordId id) {
        return id != null && stretches.stream().anyMatch(stretch -> stretch.contains(id));
    }

    void add(RecordId id) {
        if (!stretches.isEmpty()) {
            Stretch newest = stretches.get(stretches.size() - 1);
            if (newest.term() == id.term() && newest.last() + 1 == id.sequence()) {
                stretches.set(stretches.size() - 1, new Stretch(id.term(), newest.first(), id.sequence()));
                return;
            }
            if (stretches.size() == MAX_STRETCHES) {
                stretches.remove(0);
            }
        }
        stretches.add(new Stretch(id.term(), id.sequence(), id.sequence()));
    }
}
