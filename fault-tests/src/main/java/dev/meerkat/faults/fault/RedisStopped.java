package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.util.Random;

/** Redis gets SIGSTOP, and SIGCONT. */
record RedisStopped() implements Fault {

    @Override
    public String name() {
        return "redis-stopped";
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        stage.redis().pause();
        return stage.redis()::resume;
    }
}
