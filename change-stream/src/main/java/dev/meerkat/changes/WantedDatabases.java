package dev.meerkat.changes;

import dev.meerkat.cache.Watched;
import dev.meerkat.cache.spi.DatabaseRegister;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases that need a change stream each, where the cluster's is refused: those that this process was asked for, and,
 * where processes share a log, those that the others were. Thread-safe.
 */
public final class WantedDatabases {

    private static final Logger LOG = LoggerFactory.getLogger(WantedDatabases.class);
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final Watched watched;
    private final @Nullable DatabaseRegister register;
    private final Ticker ticker;
    private final Map<String, Long> registeredAt = new ConcurrentHashMap<>();
    private volatile @Nullable Set<String> registered;

    /**
     * Asks for nothing yet.
     *
     * @param watched knows what was asked for here
     * @param register where all processes look; null where nothing is shared
     * @param ticker the process's clocks
     */
    public WantedDatabases(Watched watched, @Nullable DatabaseRegister register, Ticker ticker) {
        this.watched = watched;
        this.register = register;
        this.ticker = ticker;
    }

    /** All of them, as far as is known; asks the register the first time. */
    SortedSet<String> get() throws PortException {
        Set<String> others = registered;
        if (others == null && register != null) {
            others = register.read();
            registered = others;
        }
        SortedSet<String> all = new TreeSet<>(watched.asked());
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }

    /**
     * Tells the others what this process was asked for, and learns what they were; to be called every heartbeat.
     *
     * @param learning whether this process watches database by database, or has when it last watched
     */
    public void exchange(boolean learning) {
        DatabaseRegister shared = register;
        if (shared == null) {
            return;
        }
        try {
            for (String database : watched.asked()) {
                Long at = registeredAt.get(database);
                if (at == null || ticker.nanoTime() - at > RENEWAL.toNanos()) {
                    long now = ticker.nanoTime();
                    shared.add(database);
                    registeredAt.put(database, now);
                }
            }
            if (learning) {
                registered = shared.read();
            }
        } catch (PortException e) {
            LOG.debug("The register of databases can't be written or read now: {}", e.getMessage());
        }
    }
}
