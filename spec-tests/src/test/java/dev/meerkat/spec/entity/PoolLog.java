package dev.meerkat.spec.entity;

import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClearedEvent;
import com.mongodb.event.ConnectionPoolClosedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionPoolReadyEvent;
import com.mongodb.event.ConnectionReadyEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;

/** Writes down what a client's pool of connections does. Thread-safe. */
public final class PoolLog implements ConnectionPoolListener {

    private final EventLog log;
    private final AtomicInteger checkedOut = new AtomicInteger();

    PoolLog(EventLog log) {
        this.log = log;
    }

    /** How many connections are in use now. */
    public int checkedOut() {
        return checkedOut.get();
    }

    private void add(String name) {
        log.add(name, new BsonDocument());
    }

    @Override
    public void connectionPoolCreated(ConnectionPoolCreatedEvent event) {
        add("poolCreatedEvent");
    }

    @Override
    public void connectionPoolReady(ConnectionPoolReadyEvent event) {
        add("poolReadyEvent");
    }

    @Override
    public void connectionPoolCleared(ConnectionPoolClearedEvent event) {
        add("poolClearedEvent");
    }

    @Override
    public void connectionPoolClosed(ConnectionPoolClosedEvent event) {
        add("poolClosedEvent");
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        add("connectionCreatedEvent");
    }

    @Override
    public void connectionReady(ConnectionReadyEvent event) {
        add("connectionReadyEvent");
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        add("connectionClosedEvent");
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        add("connectionCheckOutStartedEvent");
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        add("connectionCheckOutFailedEvent");
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        checkedOut.incrementAndGet();
        add("connectionCheckedOutEvent");
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        checkedOut.decrementAndGet();
        add("connectionCheckedInEvent");
    }
}
