package dev.meerkat.junit;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.embedded.EmbeddedMongo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A server for tests, with a client from when one is asked for. Safe for use by several threads. */
final class TestMongo implements AutoCloseable {

    private final String uri;
    private final @Nullable EmbeddedMongo embedded;
    private @Nullable MongoClient client;

    private TestMongo(String uri, @Nullable EmbeddedMongo embedded) {
        this.uri = uri;
        this.embedded = embedded;
    }

    /** The one that somebody named; it stays as it is. */
    static TestMongo at(String uri) {
        return new TestMongo(uri, null);
    }

    /** An embedded one. */
    static TestMongo start() {
        EmbeddedMongo embedded = EmbeddedMongo.start();
        return new TestMongo(embedded.uri(), embedded);
    }

    String uri() {
        return uri;
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    EmbeddedMongo embedded() {
        if (embedded == null) {
            throw new ParameterResolutionException("there is no EmbeddedMongo, as MONGODB_URI (or the configuration"
                    + " parameter meerkat.mongodb-uri) names a server: say @WithMongo(embedded = true) for tests that"
                    + " need it, or unset that");
        }
        return embedded;
    }

    synchronized MongoClient client() {
        if (client == null) {
            client = MongoClients.create(uri);
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }
}
