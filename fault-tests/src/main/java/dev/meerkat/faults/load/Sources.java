package dev.meerkat.faults.load;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.meerkat.faults.audit.Source;
import dev.meerkat.monitoring.DecisionLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Where each thread's last read came from. Meerkat logs its decisions in the thread that reads; here they are looked at before a
 * line is made of them, and none is. Thread-safe.
 */
public final class Sources extends TurboFilter {

    private final ThreadLocal<Source> last = ThreadLocal.withInitial(() -> Source.BYPASSED);

    private Sources() {}

    /** Listens from now on to the decisions of this JVM; the first one that does hears them all. */
    public static Sources listen() {
        Sources sources = new Sources();
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        sources.setContext(logging);
        sources.start();
        logging.addTurboFilter(sources);
        return sources;
    }

    /** A new read begins. */
    void begin() {
        last.set(Source.BYPASSED);
    }

    /** Where what was read since came from. */
    Source last() {
        return last.get();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (!logger.getName().equals(DecisionLog.LOGGER)) {
            return FilterReply.NEUTRAL;
        }
        if (format != null) {
            hear(format);
        }
        return FilterReply.DENY;
    }

    private void hear(String line) {
        if (line.startsWith("hit near")) {
            last.set(Source.NEAR);
        } else if (line.startsWith("hit shared")) {
            last.set(Source.SHARED);
        } else if (line.startsWith("miss")) {
            last.set(Source.MONGODB);
        } else if (line.startsWith("bypass")) {
            last.set(Source.BYPASSED);
        }
    }
}
