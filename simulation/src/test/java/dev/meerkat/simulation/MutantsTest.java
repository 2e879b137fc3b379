package dev.meerkat.simulation;

import dev.meerkat.cache.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MutantsTest {

    @Test
    void table() {
        List<Mutant> all = new ArrayList<>();
        Stream.of(Guard.values()).map(Mutant::without).forEach(all::add);
        Stream.of(Mutant.Flaw.values()).map(Mutant::with).forEach(all::add);
        for (Mutant mutant : all) {
            long caught = 0;
            long first = 0;
            String v = "";
            for (long seed = 1; seed <= Long.getLong("meerkat.seeds", 50); seed++) {
                Story story = Story.run(Settings.stormy(seed, mutant));
                if (story.violation() != null) {
                    caught++;
                    first = first == 0 ? seed : first;
                    v = story.violation();
                }
            }
            System.out.println(mutant.name() + ": " + caught + " first " + first + " " + v);
        }
    }
}
