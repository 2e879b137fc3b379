package dev.meerkat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that is handed to Meerkat, and what of it is used. Thread-safe. */
final class ApplicationsClient implements CommandListener, ConnectionPoolListener, AutoCloseable {

    private final Set<UUID> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionsInUse = new AtomicInteger();
    private final MongoClient client;

    ApplicationsClient(String uri) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .addCommandListener(this)
                .applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(this))
                .build());
    }

    MongoClient client() {
        return client;
    }

    /** How many server sessions were ever used: one that is given back is used again, one that is not never. */
    int sessions() {
        return sessions.size();
    }

    /** How many connections are taken from the pool now. */
    int connectionsInUse() {
        return connectionsInUse.get();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommand().containsKey("lsid")) {
            sessions.add(event.getCommand().getDocument("lsid").getBinary("id").asUuid());
        }
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        connectionsInUse.incrementAndGet();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        connectionsInUse.decrementAndGet();
    }

    @Override
    public void close() {
        client.close();
    }
}
