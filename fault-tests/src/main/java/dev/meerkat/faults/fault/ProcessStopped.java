package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.AppSlot;
import dev.meerkat.faults.stage.Stage;
import java.util.Random;

/** SIGSTOP, for longer than the lease and the bound, then SIGCONT. */
record ProcessStopped(Whose whose) implements Fault {

    @Override
    public String name() {
        return whose.inName() + "-stopped";
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        AppSlot app = whose.oneOf(stage, lots);
        app.process().freeze();
        return app.process()::resume;
    }
}
