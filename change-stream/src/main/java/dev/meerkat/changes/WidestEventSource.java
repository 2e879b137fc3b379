package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.HistoryLostException;
import dev.meerkat.cache.spi.NotAuthorizedException;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The widest stream that the user may open: the cluster's, and where that is refused, those of the databases that are wanted,
 * as one. Whoever opens it begins with the cluster's; a token of either goes on with the other. Thread-safe.
 */
public final class WidestEventSource implements EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(WidestEventSource.class);

    private final MergedCursor.Settings settings;
    private volatile boolean refused;

    /**
     * @param streams those that there are
     * @param home the database that is always watched: Meerkat's own
     * @param wanted the other ones to watch, where each needs a stream of its own
     * @param ticker the process's clocks
     * @param heartbeat how often each of several streams is heard of, at least
     * @param retry after how long what was refused is tried again
     */
    public WidestEventSource(
            ChangeStreams streams,
            String home,
            WantedDatabases wanted,
            Ticker ticker,
            Duration heartbeat,
            Duration retry) {
        this.settings = new MergedCursor.Settings(streams, home, wanted, ticker, heartbeat, retry);
    }

    @Override
    public Cursor resumeAfter(BsonDocument token) throws PortException {
        MergedToken merged = MergedToken.read(token);
        EventSource cluster = settings.streams().ofCluster();
        try {
            return granted(merged == null ? cluster.resumeAfter(token) : cluster.startAt(merged.watermark()));
        } catch (NotAuthorizedException e) {
            return merge(merged == null ? MergedToken.at(time(token)) : merged, e);
        }
    }

    @Override
    public Cursor startAt(long clusterTime) throws PortException {
        try {
            return granted(settings.streams().ofCluster().startAt(clusterTime));
        } catch (NotAuthorizedException e) {
            return merge(MergedToken.at(clusterTime), e);
        }
    }

    /** {@return whether the cluster's stream was refused when it was opened last} */
    public boolean isRefused() {
        return refused;
    }

    private Cursor granted(Cursor cursor) {
        refused = false;
        return cursor;
    }

    private Cursor merge(MergedToken from, NotAuthorizedException why) throws PortException {
        if (!refused) {
            refused = true;
            LOG.info(
                    "This user may not watch the whole cluster ({}): each database that is read is watched by itself.",
                    why.getMessage());
        }
        return MergedCursor.open(settings, from);
    }

    /** All before it has been told of all databases. */
    private static long time(BsonDocument token) throws HistoryLostException {
        long time = ResumeTokens.clusterTime(token);
        if (time == ClusterTime.NONE) {
            throw new HistoryLostException("the resume token is of a form whose time is unknown");
        }
        return time;
    }
}
