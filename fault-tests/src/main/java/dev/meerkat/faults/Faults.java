package dev.meerkat.faults;

import dev.meerkat.faults.child.ChildLostException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** {@code ./faults}: real processes share a cache while real faults strike, and every read is audited. */
public final class Faults {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int CANNOT_RUN = 2;

    private static volatile boolean interrupted;

    private Faults() {}

    /**
     * Runs; ends the JVM with 0 if nothing was wrong, 1 if something was, 2 if the run can't go on.
     *
     * @param arguments {@code --help} explains them
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (UsageException e) {
            System.err.println("faults: " + e.getMessage());
            System.exit(CANNOT_RUN);
            return;
        }
        if (options.help()) {
            System.out.print(Options.helpText());
            return;
        }
        System.exit(run(options, System.getenv("MONGODB_URI"), System.out));
    }

    private static int run(Options options, @Nullable String mongoUri, PrintStream screen) throws IOException {
        Path folder = Files.createTempDirectory("meerkat-faults-");
        System.setProperty("logback.configurationFile", "dev/meerkat/faults/coordinator.xml");
        System.setProperty("faults.log", folder.resolve("coordinator.log").toString());
        int status;
        try (FaultRun run = new FaultRun(options, folder, mongoUri, screen)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(run, folder), "faults-interrupted"));
            status = run.run() ? GOOD : BAD;
        } catch (IOException | InterruptedException | RuntimeException e) {
            waitIfInterrupted();
            System.err.println("faults: " + (e instanceof ChildLostException ? e.getMessage() : e.toString()));
            LoggerFactory.getLogger(Faults.class).error("The run could not go on", e);
            status = CANNOT_RUN;
        }
        waitIfInterrupted();
        done = true;
        if (status == GOOD || (status == BAD && options.plant() != null)) {
            delete(folder);
        } else {
            screen.println("Logs and histories: " + folder);
        }
        return status;
    }

    private static volatile boolean done;

    private static void interrupt(FaultRun run, Path folder) {
        if (done) {
            return;
        }
        interrupted = true;
        run.close();
        try {
            delete(folder);
            System.err.println("Interrupted. Nothing is left behind.");
        } catch (IOException e) {
            System.err.println("Interrupted. Left behind: " + folder);
        }
    }

    /** When the JVM is told to end, whatever fails while everything is being undone is of no interest. */
    private static void waitIfInterrupted() {
        while (interrupted) {
            LockSupport.park();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
