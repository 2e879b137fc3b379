package dev.meerkat.faults.server;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.faults.child.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The MongoDB of a run: one that was given, or an embedded one in a JVM of its own. Thread-safe. */
public final class Mongo implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final String uri;
    private final @Nullable ChildJvm embedded;
    private final MongoClient client;

    private Mongo(String uri, @Nullable ChildJvm embedded) {
        this.uri = uri;
        this.embedded = embedded;
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .writeConcern(WriteConcern.MAJORITY)
                .applicationName("plain")
                .build());
    }

    /**
     * Finds or starts it.
     *
     * @param given a connection string, or null
     * @param folder gets its log
     */
    public static Mongo start(@Nullable String given, Path folder) {
        if (given != null) {
            return new Mongo(given, null);
        }
        ChildJvm child = ChildJvm.start(
                "the embedded MongoDB",
                MongoChild.class,
                List.of("-Xmx512m"),
                new Document("begin", true),
                folder.resolve("mongo.log"));
        try {
            child.awaitReady();
            String uri = child.ask("uri", new Document(), ANSWER).getString("uri");
            return new Mongo(uri, child);
        } catch (RuntimeException e) {
            child.kill();
            throw e;
        }
    }

    /** The connection string. */
    public String uri() {
        return uri;
    }

    /** A plain driver's client, straight to it, whose writes wait for the majority. */
    public MongoClient client() {
        return client;
    }

    /** Whether it is the embedded one, which can be told what no driver can. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    /**
     * The one address behind which a proxy can stand in for it; null where there are several, or where the way is encrypted
     * or found by DNS.
     */
    public @Nullable ServerAddress onlyAddress() {
        ConnectionString text = new ConnectionString(uri);
        boolean proxied =
                text.getHosts().size() == 1 && !text.isSrvProtocol() && !Boolean.TRUE.equals(text.getSslEnabled());
        return proxied ? new ServerAddress(text.getHosts().get(0)) : null;
    }

    /** Gives the embedded one an order, a method's name of {@link dev.meerkat.embedded.MongoControl}. */
    public void order(String what) {
        if (embedded == null) {
            throw new IllegalStateException("only the embedded MongoDB takes the order " + what);
        }
        embedded.ask(what, new Document(), ANSWER);
    }

    /** Runs a command on the database {@code admin}. */
    public Document admin(Document command) {
        return client.getDatabase("admin").runCommand(command);
    }

    /** What kind of server it is, in words. */
    public String inWords() {
        return embedded == null
                ? "MongoDB: given by MONGODB_URI"
                : "MongoDB: embedded (as 4.2), in a JVM of its own, pid " + embedded.pid();
    }

    @Override
    public void close() {
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
