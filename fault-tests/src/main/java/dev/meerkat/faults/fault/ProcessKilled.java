package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.AppSlot;
import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.Random;

/** SIGKILL; another process is started in the place of the dead one. */
record ProcessKilled(Whose whose) implements Fault {

    @Override
    public String name() {
        return whose.inName() + "-killed";
    }

    @Override
    public Duration hold(Duration bound, Random lots) {
        return bound.dividedBy(2).plusMillis(lots.nextInt(500));
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        AppSlot app = whose.oneOf(stage, lots);
        app.process().kill();
        return () -> {
            app.start();
            app.awaitReady();
        };
    }
}
