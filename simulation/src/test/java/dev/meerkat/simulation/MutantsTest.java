package dev.meerkat.simulation;

import dev.meerkat.cache.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MutantsTest {

    @Test
    @org.junit.jupiter.api.Timeout(1000)
    void table() {
        List<Mutant> all = new ArrayList<>();
        all.add(Mutant.NONE);
        Stream.of(Guard.values()).map(Mutant::without).forEach(all::add);
        Stream.of(Mutant.Flaw.values()).map(Mutant::with).forEach(all::add);
        for (Mutant mutant : all) {
            if (!mutant.name().matches(System.getProperty("mutant", ".*"))) {
                continue;
            }
            long caught = 0;
            String seeds = "";
            String v = "";
            for (long seed = Long.getLong("meerkat.from", 1); seed <= Long.getLong("meerkat.seeds", 50); seed++) {
                Story story = Story.run(Settings.stormy(seed, mutant));
                if (story.violation() != null) {
                    if (caught++ < 10) seeds += seed + ",";
                    v = v.isEmpty() ? story.violation() : v;
                }
            }
            System.out.println(mutant.name() + ": " + caught + " at " + seeds + " " + v);
        }
    }
}
