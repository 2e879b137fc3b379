package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table in README.md: how many of the first {@code -Dmeerkat.table} stories, 100 unless told, see each mutant. Takes
 * minutes, so its name isn't a test's; ask for it by {@code -Dtest=MutantTable}.
 */
class MutantTable {

    private static final Logger LOG = LoggerFactory.getLogger(MutantTable.class);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void table() {
        long seeds = Long.getLong("meerkat.table", 100);
        int seen = 0;
        for (Mutant mutant : Mutant.all()) {
            List<Long> caught = LongStream.rangeClosed(1, seeds)
                    .filter(seed -> Story.run(Settings.stormy(seed, mutant)).violation() != null)
                    .boxed()
                    .toList();
            seen += caught.size();
            LOG.warn("| {} | {} | {} of {} |", mutant, caught.isEmpty() ? "-" : caught.get(0), caught.size(), seeds);
        }
        assertThat(seen).as("stories with a wrong read").isPositive();
    }
}
