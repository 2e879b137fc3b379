package dev.meerkat.faults;

import dev.meerkat.faults.audit.Audit;
import dev.meerkat.faults.audit.Injection;
import dev.meerkat.faults.fault.Fault;
import dev.meerkat.faults.stage.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** One fault after the other: injected, held, healed, recovered from. For one thread. */
final class Rounds {

    private static final Duration CALM = Duration.ofMillis(500);

    private final Stage stage;
    private final Audit audit;
    private final Options options;
    private final PrintStream screen;
    private final Recovery recovery;
    private final Random lots;
    private int played;

    Rounds(Stage stage, Audit audit, Options options, PrintStream screen) {
        this.stage = stage;
        this.audit = audit;
        this.options = options;
        this.screen = screen;
        this.recovery = new Recovery(stage);
        this.lots = new Random(options.seed());
    }

    /**
     * Plays rounds until it is enough; with something planted, until the audit has noticed.
     *
     * @throws NotRecoveredException where the cache did not come back
     */
    void play() throws IOException, InterruptedException {
        List<Fault> faults = possible();
        if (faults.isEmpty()) {
            throw new IllegalStateException("none of the faults can be injected here");
        }
        long end = System.nanoTime() + options.time().toNanos();
        Deck deck = new Deck(faults, lots);
        recovery.await();
        recovery.awaitCalm();
        while (played < options.rounds() && System.nanoTime() - end < 0 && !isCaught()) {
            round(deck.draw());
        }
    }

    /** How many rounds were played to their end. */
    int played() {
        return played;
    }

    private boolean isCaught() {
        return options.plant() != null && !audit.table().violations().isEmpty();
    }

    private List<Fault> possible() {
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : options.only()) {
            Optional<String> missing = fault.missing(stage);
            if (missing.isPresent()) {
                audit.skipped(fault.name(), missing.get());
            } else {
                possible.add(fault);
            }
        }
        return possible;
    }

    private void round(Fault fault) throws IOException, InterruptedException {
        Injection injection = Injection.begun(fault.name(), System.nanoTime());
        audit.injection(injection);
        Fault.Heal heal = fault.inject(stage, lots);
        Thread.sleep(fault.hold(stage.maxStaleness(), lots).toMillis());
        heal.heal();
        injection = injection.healed(System.nanoTime());
        audit.injection(injection);
        recovery.await();
        injection = injection.recovered(System.nanoTime());
        audit.injection(injection);
        recovery.awaitCalm();
        Thread.sleep(CALM.toMillis());
        audit.round();
        played++;
        tell(injection);
    }

    private void tell(Injection injection) {
        screen.println(String.format(
                Locale.ROOT,
                "%5d  %-22s held %5.1f s, recovered in %5.1f s; %,d reads, %s",
                played,
                injection.fault(),
                (injection.healedNanos() - injection.begunNanos()) / 1e9,
                (injection.recoveredNanos() - injection.healedNanos()) / 1e9,
                audit.table().reads(),
                audit.table().violations().isEmpty() ? "all right" : "NOT ALL RIGHT"));
    }
}
