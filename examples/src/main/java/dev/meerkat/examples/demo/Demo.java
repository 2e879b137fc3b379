package dev.meerkat.examples.demo;

import com.mongodb.MongoException;
import dev.meerkat.examples.demo.group.MemberLostException;
import dev.meerkat.examples.demo.screen.Screen;
import dev.meerkat.examples.demo.stage.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** {@code ./demo}: three JVMs share a cache that stays true. */
public final class Demo {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int CANNOT_RUN = 2;

    private Demo() {}

    /**
     * Runs the demo; ends the JVM with 0 if every claim holds, 1 if one doesn't, 2 if the demo can't run.
     *
     * @param arguments {@code --help} explains them
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        Locale.setDefault(Locale.ROOT);
        Options options;
        try {
            options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.HELP);
                return GOOD;
            }
            if (Locale.getAvailableLocales().length < 500) {
                throw new UsageException("this Java lacks the module jdk.localedata, whose data the demo uses: "
                        + "run it with a complete JDK");
            }
        } catch (UsageException e) {
            System.err.println("demo: " + e.getMessage());
            return CANNOT_RUN;
        }
        try {
            return play(options);
        } catch (IOException e) {
            System.err.println("demo: " + e);
            return CANNOT_RUN;
        }
    }

    private static int play(Options options) throws IOException {
        Path folder = Files.createTempDirectory("meerkat-demo-");
        System.setProperty("logback.configurationFile", "dev/meerkat/examples/demo/logback.xml");
        System.setProperty("demo.log", folder.resolve("demo.log").toString());
        Screen screen = Screen.standard();
        Cleanup cleanup = Cleanup.alsoWhenInterrupted();
        cleanup.add(() -> {
            if (cleanup.isInterrupted()) {
                delete(folder);
                screen.end("Interrupted. Nothing is left behind.");
            }
        });
        int status;
        boolean explained;
        try {
            status = new Play(options, screen, folder, cleanup).run() ? GOOD : BAD;
            explained = status == GOOD || options.withoutRule();
        } catch (IOException | RuntimeException e) {
            waitIfInterrupted(cleanup);
            screen.erase();
            System.err.println("demo: " + describe(e));
            LoggerFactory.getLogger(Demo.class).error("The demo could not go on", e);
            status = CANNOT_RUN;
            explained = e instanceof IllegalStateException;
        }
        waitIfInterrupted(cleanup);
        cleanup.close();
        if (explained) {
            delete(folder);
        } else {
            screen.line("The processes' logs: " + folder);
        }
        return status;
    }

    /** Those that are thrown on purpose speak for themselves. */
    private static String describe(Exception e) {
        boolean known = e instanceof IllegalStateException
                || e instanceof MongoException
                || e instanceof JedisException
                || e instanceof MemberLostException;
        return known ? String.valueOf(e.getMessage()) : e.toString();
    }

    /** When the JVM is told to end, whatever fails while everything is being undone is of no interest. */
    private static void waitIfInterrupted(Cleanup cleanup) {
        while (cleanup.isInterrupted()) {
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
