package dev.meerkat.faults;

import dev.meerkat.faults.audit.Audit;
import dev.meerkat.faults.audit.FaultTable;
import dev.meerkat.faults.audit.Source;
import dev.meerkat.faults.fault.Catalog;
import dev.meerkat.faults.stage.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run from its first process to its table. Used by one thread, but for {@link #close}. */
final class FaultRun implements AutoCloseable {

    private static final double NEAR_AT_LEAST = 0.5;
    private static final double SHARED_AT_LEAST = 0.1;

    private final Options options;
    private final Path folder;
    private final PrintStream screen;
    private final AtomicReference<@Nullable Throwable> lost = new AtomicReference<>();
    private final Stage stage;

    /** Starts the servers. */
    FaultRun(Options options, Path folder, @Nullable String mongoUri, PrintStream screen) {
        this.options = options;
        this.folder = folder;
        this.screen = screen;
        this.stage = new Stage(folder, mongoUri, options.delta(), options.plant(), options.seed());
    }

    /** Plays all rounds and prints what was found; returns whether all was right. */
    boolean run() throws IOException, InterruptedException {
        stage.begin(lost::set);
        stage.inWords().forEach(screen::println);
        screen.println("Seed " + options.seed() + ", bound " + options.delta().toMillis() + " ms, "
                + options.only().size() + " faults. Logs and histories: " + folder);
        Audit audit = new Audit(stage.histories(), options.delta());
        Rounds rounds = new Rounds(stage, audit, options, screen);
        boolean recovered = true;
        try {
            rounds.play();
        } catch (NotRecoveredException e) {
            screen.println("NOT RECOVERED: " + e.getMessage());
            recovered = false;
        }
        stage.close();
        audit.finish();
        boolean useful = report(audit.table(), rounds.played());
        Throwable ended = lost.get();
        if (ended != null) {
            throw new IllegalStateException("the plain driver's writes ended: " + ended, ended);
        }
        return audit.table().isGood() && recovered && useful;
    }

    private boolean report(FaultTable table, int rounds) throws IOException {
        screen.println();
        table.violations().forEach(screen::println);
        table.text().forEach(screen::println);
        Path json = options.json();
        if (json != null) {
            Files.writeString(json, table.json());
        }
        Path markdown = options.markdown();
        if (markdown != null) {
            Files.writeString(markdown, table.markdown());
        }
        double near = table.share(Source.NEAR);
        double shared = table.share(Source.SHARED);
        boolean useful = near >= NEAR_AT_LEAST && shared >= SHARED_AT_LEAST;
        screen.println(String.format(
                Locale.ROOT,
                "%d rounds; %.1f %% near hits (%.0f %% wanted), %.1f %% shared hits (%.0f %% wanted)",
                rounds,
                near * 100,
                NEAR_AT_LEAST * 100,
                shared * 100,
                SHARED_AT_LEAST * 100));
        return useful || rounds < Catalog.faults().size();
    }

    @Override
    public void close() {
        stage.close();
    }
}
