package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.AppSlot;
import dev.meerkat.faults.stage.Stage;
import java.util.Random;
import org.bson.Document;

/**
 * A process stops while its wall clock goes on and its monotonic clock does not: what it finds when it goes on is what a
 * suspended machine's process may find. Its monotonic clock stays behind.
 */
record MachineSuspended() implements Fault {

    @Override
    public String name() {
        return "machine-suspended";
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        AppSlot app = Whose.ALL.oneOf(stage, lots);
        app.ask("stand", new Document());
        app.process().freeze();
        return () -> {
            app.process().resume();
            app.ask("go on", new Document());
        };
    }
}
