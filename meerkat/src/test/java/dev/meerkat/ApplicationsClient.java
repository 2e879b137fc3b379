package dev.meerkat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A client that is handed to Meerkat, and what of it is used. Thread-safe. */
final class ApplicationsClient implements CommandListener, ConnectionPoolListener, AutoCloseable {

    private final Set<UUID> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionsInUse = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong commands = new AtomicLong();
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

    /** How many connections the pool has, in use or not. */
    int connections() {
        return connections.get();
    }

    /** How many commands were sent. */
    long commands() {
        return commands.get();
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        connections.incrementAndGet();
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        connections.decrementAndGet();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        commands.incrementAndGet();
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
