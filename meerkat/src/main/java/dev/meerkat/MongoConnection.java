package dev.meerkat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.changes.Hello;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/** The client that Meerkat works with: its own, or the application's, which it doesn't close. */
final class MongoConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final MongoClient client;
    private final boolean own;
    private final String shownAs;

    private MongoConnection(MongoClient client, boolean own, String shownAs) {
        this.client = client;
        this.own = own;
        this.shownAs = shownAs;
    }

    /** Opens it; nothing is asked yet. */
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

    @Override
    public String toString() {
        return shownAs;
    }

    /**
     * What the server says of itself, to a user that it has let in.
     *
     * @throws MeerkatException where it doesn't answer, or refuses the user
     */
    BsonDocument hello() {
        try {
            BsonDocument answer = Hello.of(client);
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

    @Override
    public void close() {
        if (own) {
            client.close();
        }
    }
}
