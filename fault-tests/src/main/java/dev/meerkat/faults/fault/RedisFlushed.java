package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.Random;

/** FLUSHALL: the shared tier and the log are gone. */
record RedisFlushed() implements Fault {

    @Override
    public String name() {
        return "redis-flushed";
    }

    @Override
    public Duration hold(Duration bound, Random lots) {
        return Fault.atOnce();
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        stage.redis().flushAll();
        return Heal.NOTHING;
    }
}
