package dev.meerkat.benchmarks.cost;

import java.io.IOException;
import java.util.List;

/** One thing that is measured. */
interface Measure {

    /** Its name in the results and on the command line. */
    String name();

    /**
     * Measures it.
     *
     * @throws IllegalStateException where what was measured is not what it says
     */
    List<Figures> take(CostStage stage, CostPlan plan) throws IOException;
}
