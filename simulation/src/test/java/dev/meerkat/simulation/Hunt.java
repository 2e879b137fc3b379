package dev.meerkat.simulation;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A mutant's stories.
 *
 * @param stories that were played, of all faults
 * @param caught those with a wrong read
 */
record Hunt(Mutant mutant, int stories, List<Story> caught) {

    /** Plays stories with these faults, the first seeds, until so many had a wrong read. */
    static Hunt of(Mutant mutant, Set<Fault> faults, int atMost, int enough) {
        int[] played = {0};
        List<Story> caught = LongStream.rangeClosed(1, atMost)
                .peek(seed -> played[0]++)
                .mapToObj(seed -> Story.run(Settings.stormy(seed, mutant).withFaults(faults)))
                .filter(story -> story.violation() != null)
                .limit(enough)
                .toList();
        return new Hunt(mutant, played[0], caught);
    }

    /** The first with a wrong read, or null. */
    @Nullable
    Story first() {
        return caught.isEmpty() ? null : caught.get(0);
    }

    /** The first seed with a wrong read, or a dash. */
    String firstSeed() {
        return caught.isEmpty() ? "–" : String.valueOf(caught.get(0).settings().seed());
    }
}
