package dev.meerkat.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each kind of failure once, and once that it is over. Thread-safe. */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
    private static final int KINDS = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Something failed.
     *
     * @param what went wrong, and what that means
     */
    void failed(String what, Throwable cause) {
        if (told.size() < KINDS && told.add(what + kind(cause))) {
            LOG.warn("{} ({}) More of this kind won't be logged until Redis is back.", what, innermost(cause));
        }
    }

    /** Redis was away and answers again. */
    void back() {
        if (!told.isEmpty()) {
            told.clear();
            LOG.info("Redis answers again.");
        }
    }

    /** The first words of a message are its kind: what follows may differ each time. */
    private static String kind(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int space = message.indexOf(' ');
        return cause.getClass().getName() + (space < 0 ? message : message.substring(0, space));
    }

    private static String innermost(Throwable cause) {
        Throwable at = cause;
        for (Throwable next = cause; next != null; next = under(next)) {
            at = next;
        }
        return at.toString();
    }

    /** A cluster's client keeps the cause among what it suppressed. */
    private static @Nullable Throwable under(Throwable thrown) {
        Throwable[] suppressed = thrown.getSuppressed();
        return thrown.getCause() == null && suppressed.length > 0 ? suppressed[0] : thrown.getCause();
    }
}
