package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.Random;

/** Redis is killed, and comes back empty: at once, or after longer than the bound. */
record RedisRestarted() implements Fault {

    @Override
    public String name() {
        return "redis-restarted";
    }

    @Override
    public Duration hold(Duration bound, Random lots) {
        return lots.nextBoolean() ? Fault.atOnce() : Fault.super.hold(bound, lots);
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        stage.redis().stop();
        return stage.redis()::restart;
    }
}
