package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.Random;
import org.bson.Document;

/** One process's wall clock jumps, by seconds or by an hour, and stays there. */
record ClockJumps(boolean forward) implements Fault {

    @Override
    public String name() {
        return forward ? "clock-forward" : "clock-back";
    }

    @Override
    public Duration hold(Duration bound, Random lots) {
        return Fault.atOnce();
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        Duration by = lots.nextBoolean() ? stage.maxStaleness().plusMillis(lots.nextInt(5000)) : Duration.ofHours(1);
        Whose.ALL.oneOf(stage, lots).ask("jump", new Document("millis", (forward ? by : by.negated()).toMillis()));
        return Heal.NOTHING;
    }
}
