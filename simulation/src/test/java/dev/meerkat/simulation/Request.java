package dev.meerkat.simulation;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One read. Each question that the cache asks of it, and each look at a clock, is a moment at which the thread may be stopped,
 * but where the cache holds a lock.
 */
final class Request implements ReadRequest {

    private static final Duration TTL = Duration.ofMinutes(5);

    private final World world;
    private final SimulatedProcess process;
    private final Target target;
    private final Freshness freshness;
    private final Runnable atClock;
    private boolean planned;
    private boolean filling;
    private boolean loaded;
    private int nearKeys;

    Request(World world, SimulatedProcess process, Target target, Freshness freshness, Runnable atClock) {
        this.atClock = atClock;
        this.world = world;
        this.process = process;
        this.target = target;
        this.freshness = freshness;
    }

    Target target() {
        return target;
    }

    void mayStopAtClock(boolean may) {
        world.stage().running().setAtClock(may ? atClock : null);
    }

    private void step() {
        if (!process.place().isDead()) {
            world.pace().step();
        }
    }

    @Override
    public Object nearKey() {
        step();
        if (++nearKeys == 2) {
            mayStopAtClock(false); // the flights' map is locked while the rule looks at the other's version
        }
        return target.key();
    }

    @Override
    public QueryKey key() {
        if (!filling) {
            filling = true;
            mayStopAtClock(true);
        }
        step();
        return target.key();
    }

    @Override
    public Dependencies dependencies() {
        if (planned && !filling) {
            world.stage().mayWait(); // somebody else reads the same, and may be waited for
        }
        planned = true;
        return target.dependencies();
    }

    /** What was found before that was found in the shared tier. */
    void isLoaded() {
        loaded = true;
    }

    @Override
    public boolean narrows() {
        return target.isNarrow();
    }

    @Override
    public Dependencies dependenciesOf(byte[] documents, byte @Nullable [] inputs) {
        step();
        return new Narrowed(world, target).of(documents, inputs, !loaded);
    }

    @Override
    public @Nullable Dependencies selection() {
        return new Narrowed(world, target).selection();
    }

    @Override
    public boolean showsInputs() {
        return target.givesDocuments();
    }

    @Override
    public Duration ttl() {
        step();
        return TTL;
    }

    @Override
    public Freshness freshness() {
        return freshness;
    }
}
