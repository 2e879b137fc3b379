package dev.meerkat.spec.entity;

import com.mongodb.connection.ConnectionDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Writes down what a client does. Thread-safe. */
public final class EventLog implements CommandListener, ServerListener, ClusterListener {

    private static final Set<String> SENSITIVE = Set.of(
            "authenticate",
            "saslstart",
            "saslcontinue",
            "getnonce",
            "createuser",
            "updateuser",
            "copydbgetnonce",
            "copydbsaslstart",
            "copydb");

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Set<String> ignored;
    private final boolean sensitive;

    EventLog(Set<String> ignored, boolean sensitive) {
        this.ignored = ignored;
        this.sensitive = sensitive;
    }

    /** All up to now. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** All up to now of this name. */
    public List<Event> events(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    void add(String name, BsonDocument content) {
        events.add(new Event(name, content));
    }

    private boolean ignores(String command) {
        return command.equals("configureFailPoint")
                || ignored.contains(command)
                || (!sensitive && SENSITIVE.contains(command.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (!ignores(event.getCommandName())) {
            add(
                    "commandStartedEvent",
                    command(event.getCommandName(), event.getDatabaseName(), event.getConnectionDescription())
                            .append("command", copy(event.getCommand())));
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (!ignores(event.getCommandName())) {
            add(
                    "commandSucceededEvent",
                    command(event.getCommandName(), event.getDatabaseName(), event.getConnectionDescription())
                            .append("reply", copy(event.getResponse())));
        }
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        if (!ignores(event.getCommandName())) {
            add(
                    "commandFailedEvent",
                    command(event.getCommandName(), event.getDatabaseName(), event.getConnectionDescription()));
        }
    }

    /** The driver's document lives no longer than the call. */
    private static BsonDocument copy(BsonDocument document) {
        BsonDocumentCodec codec = new BsonDocumentCodec();
        return new RawBsonDocument(document, codec).decode(codec);
    }

    private static BsonDocument command(String name, String database, ConnectionDescription connection) {
        return new BsonDocument("commandName", new BsonString(name))
                .append("databaseName", new BsonString(database))
                .append("hasServiceId", BsonBoolean.valueOf(connection.getServiceId() != null))
                .append(
                        "hasServerConnectionId",
                        BsonBoolean.valueOf(connection.getConnectionId().getServerValue() != null));
    }

    @Override
    public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
        add(
                "serverDescriptionChangedEvent",
                new BsonDocument("previousDescription", type(event.getPreviousDescription()))
                        .append("newDescription", type(event.getNewDescription())));
    }

    private static BsonDocument type(ServerDescription server) {
        String type = switch (server.getType()) {
            case STANDALONE -> "Standalone";
            case REPLICA_SET_PRIMARY -> "RSPrimary";
            case REPLICA_SET_SECONDARY -> "RSSecondary";
            case REPLICA_SET_ARBITER -> "RSArbiter";
            case REPLICA_SET_OTHER -> "RSOther";
            case REPLICA_SET_GHOST -> "RSGhost";
            case SHARD_ROUTER -> "Mongos";
            case LOAD_BALANCER -> "LoadBalancer";
            case UNKNOWN -> "Unknown";
        };
        return new BsonDocument("type", new BsonString(type));
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        add("topologyDescriptionChangedEvent", new BsonDocument());
    }
}
