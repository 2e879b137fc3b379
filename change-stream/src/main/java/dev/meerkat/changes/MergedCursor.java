package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.NotAuthorizedException;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the streams of several databases as one, round after round, in the thread that asks. A round takes a fifth of a
 * heartbeat where nothing comes, however many there are. Not thread-safe.
 *
 * <p>A database that is new to the set is watched from the watermark on, as all others are from there on; it needs no more
 * than that. Now and then the cluster's own stream is tried; once that is granted, it goes on alone.
 */
final class MergedCursor implements EventSource.Cursor {

    /** Each costs the server a look at all changes. */
    static final int MOST_DATABASES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(MergedCursor.class);
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);
    private static final int ROUNDS = 5;

    private final Settings settings;
    private final MergedStream merged;
    private final Map<String, EventSource.Cursor> cursors = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private EventSource.@Nullable Cursor cluster;
    private long triedAt;
    private boolean warned;

    /**
     * What it works with.
     *
     * @param home the database that is always watched
     * @param wanted the other ones
     * @param heartbeat to hear of each at least so often
     * @param retry after how long to try again what was refused
     */
    record Settings(
            ChangeStreams streams,
            String home,
            WantedDatabases wanted,
            Ticker ticker,
            Duration heartbeat,
            Duration retry) {}

    private MergedCursor(Settings settings, MergedStream merged) {
        this.settings = settings;
        this.merged = merged;
        this.triedAt = settings.ticker().nanoTime();
    }

    /** Opens all of them. */
    static MergedCursor open(Settings settings, MergedToken from) throws PortException {
        MergedCursor cursor = new MergedCursor(settings, new MergedStream(from.watermark()));
        try {
            cursor.adjust(from);
            return cursor;
        } catch (PortException | RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    @Override
    public EventSource.Batch next(Duration maxWait) throws PortException {
        long began = settings.ticker().nanoTime();
        if (cluster == null && began - triedAt >= settings.retry().toNanos()) {
            triedAt = began;
            refused.clear();
            tryCluster();
        }
        if (cluster != null) {
            return cluster.next(maxWait);
        }
        adjust(MergedToken.at(merged.watermark()));
        do {
            for (String database : List.copyOf(cursors.keySet())) {
                read(database);
            }
        } while (!merged.isReady() && settings.ticker().nanoTime() - began < maxWait.toNanos());
        return merged.take();
    }

    /** It begins where the merged streams are: so nothing is lost, and nothing is left to be handed out. */
    private void tryCluster() {
        try {
            cluster = settings.streams().ofCluster().startAt(merged.watermark());
            LOG.info(
                    "The cluster's change stream is granted now: it takes the place of those of {}.", cursors.keySet());
            closeAll();
        } catch (PortException e) {
            LOG.debug("One change stream per database, as before: {}", e.getMessage());
        }
    }

    private void adjust(MergedToken from) throws PortException {
        Set<String> wanted = wanted();
        for (String database : List.copyOf(cursors.keySet())) {
            if (!wanted.contains(database)) {
                closeQuietly(cursors.remove(database));
                merged.remove(database);
            }
        }
        for (String database : wanted) {
            if (!cursors.containsKey(database) && !refused.contains(database)) {
                add(database, from.place(database), wanted.size());
            }
        }
    }

    /** Those that are open stay; there may be too many for the others. */
    private Set<String> wanted() throws PortException {
        Set<String> all = settings.wanted().get();
        Set<String> some = new LinkedHashSet<>(Set.of(settings.home()));
        cursors.keySet().stream().filter(all::contains).forEach(some::add);
        for (String database : all) {
            if (some.size() >= MOST_DATABASES && !some.contains(database)) {
                warnOfTooMany(all.size());
                break;
            }
            some.add(database);
        }
        return some;
    }

    private void warnOfTooMany(int number) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "{} databases are read, and only {} are watched and cached: this user may not watch the whole"
                            + " cluster. Grant it find and changeStream on all databases, so that one stream will do.",
                    number,
                    MOST_DATABASES);
        }
    }

    private void add(String database, BsonValue place, int among) throws PortException {
        try {
            cursors.put(database, open(database, place, among));
            merged.add(database, place);
        } catch (NotAuthorizedException e) {
            if (database.equals(settings.home())) {
                throw e;
            }
            refused.add(database);
            LOG.warn(
                    "This user may not watch the database {}: MongoDB answers what is read from it. Grant the role read"
                            + " there ({}).",
                    database,
                    e.getMessage());
        }
    }

    private EventSource.Cursor open(String database, BsonValue place, int among) throws PortException {
        EventSource source = settings.streams().ofDatabase(database, share(among));
        return place.isTimestamp()
                ? source.startAt(ClusterTime.of(place.asTimestamp()))
                : source.resumeAfter(place.asDocument());
    }

    private void read(String database) throws PortException {
        EventSource.Cursor cursor = cursors.get(database);
        if (cursor == null || merged.isFull(database)) {
            return;
        }
        merged.offer(database, cursor.next(share(cursors.size())));
        if (merged.hasEnded(database)) {
            closeQuietly(cursor);
            cursors.put(database, open(database, merged.end(database), cursors.size()));
            merged.goesOn(database);
        }
    }

    /** How long to wait for one of so many. */
    private Duration share(int among) {
        Duration share = settings.heartbeat().dividedBy((long) ROUNDS * among);
        return share.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : share;
    }

    @Override
    public Coverage coverage() {
        return cluster == null ? Coverage.of(merged.databases()) : Coverage.ALL;
    }

    private static void closeQuietly(EventSource.@Nullable Cursor cursor) {
        if (cursor != null) {
            cursor.close();
        }
    }

    private void closeAll() {
        cursors.values().forEach(EventSource.Cursor::close);
        cursors.clear();
    }

    @Override
    public void close() {
        closeAll();
        closeQuietly(cluster);
    }
}
