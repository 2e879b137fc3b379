package dev.meerkat.redis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that Meerkat and Jedis log, at every level, while it is open. The console sees none of it. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<Logger> loggers = List.of(logger("dev.meerkat"), logger("redis.clients"));

    LogCapture() {
        setContext(loggers.get(0).getLoggerContext());
        start();
        loggers.forEach(logger -> {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(this);
        });
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** Everything, with all causes. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : events) {
            text.append(event.getFormattedMessage()).append('\n');
            for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                text.append(cause.getClassName())
                        .append(' ')
                        .append(cause.getMessage())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** The messages of Meerkat's own at this level. */
    List<String> own(Level level) {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith("dev.meerkat") && event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        loggers.forEach(logger -> {
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(null);
        });
    }
}
