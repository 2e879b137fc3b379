package dev.meerkat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client that Meerkat works with: its own, or the application's, which it doesn't close. */
final class MongoConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MongoConnection.class);
    private static final int PATIENCE_MILLIS = 10_000;

    private final MongoClient client;
    private final boolean own;
    private final String shownAs;
    private final BsonDocument hello;

    private MongoConnection(MongoClient client, boolean own, String shownAs) {
        this.client = client;
        this.own = own;
        this.shownAs = shownAs;
        try {
            this.hello = hello();
            requireReplicaSet();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static MongoConnection open(@Nullable String uri, @Nullable MongoClient given) {
        if (given != null) {
            return new MongoConnection(given, false, "the MongoClient that was handed in");
        }
        ConnectionString text = new ConnectionString(Objects.requireNonNull(uri));
        MongoClientSettings.Builder settings = MongoClientSettings.builder().applyConnectionString(text);
        if (text.getServerSelectionTimeout() == null) {
            settings.applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        }
        if (text.getApplicationName() == null) {
            settings.applicationName("meerkat");
        }
        return new MongoConnection(MongoClients.create(settings.build()), true, String.valueOf(Secrets.hide(uri)));
    }

    MongoClient client() {
        return client;
    }

    /**
     * What tells this cluster from all others, as far as this user may know: the replica set's id where the user may read
     * its configuration, else its name.
     */
    String clusterName() {
        String name = hello.getString("setName", new BsonString("sharded")).getValue();
        try {
            BsonDocument config = client.getDatabase("admin")
                    .runCommand(new BsonDocument("replSetGetConfig", new BsonInt32(1)), BsonDocument.class);
            return name + "/"
                    + config.getDocument("config")
                            .getDocument("settings")
                            .getObjectId("replicaSetId")
                            .getValue();
        } catch (RuntimeException notAllowedOrNotThere) {
            LOG.debug("The replica set's id can't be read; its name has to do.", notAllowedOrNotThere);
            return name;
        }
    }

    /** Whether this answer to {@code hello} comes from the same replica set, as far as names and hosts tell. */
    boolean isSameSet(BsonDocument otherHello) {
        BsonArray none = new BsonArray();
        return Objects.equals(hello.get("setName"), otherHello.get("setName"))
                && !Collections.disjoint(hello.getArray("hosts", none), otherHello.getArray("hosts", none));
    }

    @Override
    public String toString() {
        return shownAs;
    }

    /** Whether it is a mongos: the time of every shard can't be noted yet, so nothing is served from the cache. */
    boolean isSharded() {
        return hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
    }

    private BsonDocument hello() {
        try {
            BsonDocument answer = client.getDatabase("admin")
                    .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
            client.getDatabase("admin").runCommand(new BsonDocument("ping", new BsonInt32(1)));
            return answer;
        } catch (MongoSecurityException e) {
            throw new MeerkatException(
                    "MongoDB refuses the user name or password of " + shownAs + ": check them, and authSource", e);
        } catch (MongoTimeoutException e) {
            throw new MeerkatException(
                    "No MongoDB answers at " + shownAs + ": check host, port and replicaSet, and that it runs ("
                            + reason(e) + ")",
                    e);
        } catch (MongoException e) {
            throw new MeerkatException("MongoDB at " + shownAs + " can't be used: " + reason(e), e);
        }
    }

    private String reason(MongoException e) {
        return own ? Secrets.hideIn(e.getMessage(), shownAs) : String.valueOf(e.getMessage());
    }

    private void requireReplicaSet() {
        if (!hello.containsKey("setName") && !isSharded()) {
            throw new MeerkatException("MongoDB at " + shownAs + " is a standalone server, which has no change streams:"
                    + " start it with --replSet rs0 and run rs.initiate() once (one node is enough)");
        }
    }

    @Override
    public void close() {
        if (own) {
            client.close();
        }
    }
}
