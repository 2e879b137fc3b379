package dev.meerkat.changes;

import com.mongodb.client.MongoClient;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.EventSource;
import java.time.Duration;

/** The change streams of a cluster, through the driver. Thread-safe. */
public final class MongoChangeStreams implements ChangeStreams {

    private final MongoClient client;
    private final Duration maxAwait;

    /**
     * Opens nothing yet.
     *
     * @param client not closed by this
     * @param maxAwait for how long the server holds back an empty batch of the cluster's stream
     */
    public MongoChangeStreams(MongoClient client, Duration maxAwait) {
        this.client = client;
        this.maxAwait = maxAwait;
    }

    @Override
    public EventSource ofCluster() {
        return new MongoEventSource(client, maxAwait);
    }

    @Override
    public EventSource ofDatabase(String name, Duration databaseMaxAwait) {
        return new MongoEventSource(client, client.getDatabase(name), databaseMaxAwait);
    }
}
