package dev.meerkat.benchmarks.cost;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.meerkat.monitoring.DecisionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * When a Meerkat in debug mode has applied which invalidation: it says so on its log of decisions, in the thread that has
 * applied it and right after that. From then on its rule refuses what was cached before. Thread-safe.
 */
final class Stamps extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final String CHANGE = "change ";

    private final Queue<Stamp> stamps = new ConcurrentLinkedQueue<>();

    /** What was said to have changed, and when that was said. */
    private record Stamp(long nanos, String what) {}

    private Stamps() {}

    /** Listens from now on, instead of whoever would write the log. */
    static Stamps listen() {
        Stamps stamps = new Stamps();
        stamps.start();
        Logger decisions = (Logger) LoggerFactory.getLogger(DecisionLog.LOGGER);
        decisions.setLevel(Level.INFO);
        decisions.setAdditive(false);
        decisions.addAppender(stamps);
        return stamps;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().startsWith(CHANGE)) {
            long now = System.nanoTime();
            stamps.add(new Stamp(now, String.valueOf(event.getArgumentArray()[0])));
        }
    }

    int size() {
        return stamps.size();
    }

    void clear() {
        stamps.clear();
    }

    /** Writes a line for each: nanoseconds, a blank, and what changed with its tags as 16 hexadecimal digits. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        stamps.forEach(stamp -> lines.add(stamp.nanos() + " " + stamp.what()));
        Files.write(file, lines);
    }
}
