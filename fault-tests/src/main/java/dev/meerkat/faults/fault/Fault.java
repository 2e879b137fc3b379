package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Something that goes wrong, and is put right again. Immutable; one round at a time. */
public interface Fault {

    /** What {@code --only} calls it. */
    String name();

    /** Why it can't be injected here, if it can't. */
    default Optional<String> missing(Stage stage) {
        return Optional.empty();
    }

    /** How long it is held before it is healed. By default longer than the bound, so that the gate has to shut. */
    default Duration hold(Duration bound, Random lots) {
        return bound.plusMillis(500 + lots.nextInt(1000));
    }

    /**
     * Injects it.
     *
     * @param lots draws whom it strikes and how
     * @return how to put right what was done
     */
    Heal inject(Stage stage, Random lots);

    /** Puts a fault right. */
    interface Heal {
        /** All is as it was when this returns, but for what has to recover by itself. */
        void heal();

        /** For a fault that is over at once. */
        Heal NOTHING = () -> {};
    }

    /** For a fault that is over at once. */
    static Duration atOnce() {
        return Duration.ofMillis(300);
    }
}
