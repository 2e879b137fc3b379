package dev.meerkat.benchmarks;

import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import dev.meerkat.cache.Outcome.Tier;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What the benchmarks of reads have in common: a world, a Meerkat in it, and a check that one tier answers. */
public abstract class OfOneTier {

    final World world = new World();
    final Meerkat meerkat;
    final TierCheck check;

    OfOneTier(Tier tier, Function<World, MeerkatBuilder> configured) {
        meerkat = World.serving(configured.apply(world));
        check = new TierCheck(meerkat, tier);
    }

    @Setup(Level.Iteration)
    public void begin() {
        check.begin();
    }

    @TearDown(Level.Iteration)
    public void end(BenchmarkParams params) {
        check.end(params);
    }

    @TearDown
    public void close() {
        meerkat.close();
        world.close();
    }
}
