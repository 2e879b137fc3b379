package dev.meerkat.examples.demo.stage;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.InvalidURIException;
import redis.clients.jedis.exceptions.JedisException;

/** Finds out before anything begins whether the servers can be used, and says what to do if not. */
final class GivenServers {

    private GivenServers() {}

    /**
     * A client of this MongoDB.
     *
     * @throws IllegalStateException if it is no replica set that answers
     */
    static MongoClient mongo(String uri) {
        MongoClient client;
        try {
            client = MongoClients.create(MongoClientSettings.builder()
                    .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                    .applyConnectionString(new ConnectionString(uri))
                    .writeConcern(WriteConcern.MAJORITY)
                    .build());
        } catch (IllegalArgumentException e) {
            throw malformed("MONGODB_URI", "mongodb://host:27017/?replicaSet=rs0");
        }
        try {
            check(client.getDatabase("admin").runCommand(new Document("isMaster", 1)));
            return client;
        } catch (MongoException e) {
            client.close();
            throw unusable("MongoDB", "MONGODB_URI", e);
        } catch (IllegalStateException e) {
            client.close();
            throw e;
        }
    }

    private static void check(Document hello) {
        if (!hello.containsKey("setName") && !"isdbgrid".equals(hello.get("msg"))) {
            throw new IllegalStateException("MongoDB can't be used (a standalone server has no change streams):"
                    + " let MONGODB_URI name a replica set, of which one member is enough, or unset it");
        }
    }

    /**
     * Asks for Redis' sign of life.
     *
     * @throws IllegalStateException if there is none
     */
    static void checkRedis(String url) {
        try (RedisClient client = RedisClient.create(URI.create(url))) {
            client.ping();
        } catch (InvalidURIException | IllegalArgumentException e) {
            throw malformed("REDIS_URL", "redis://host:6379");
        } catch (JedisException e) {
            throw unusable("Redis", "REDIS_URL", e);
        }
    }

    /** Without the reason, which may quote a password. */
    private static IllegalStateException malformed(String variable, String form) {
        return new IllegalStateException(variable + " can't be understood: correct it to the form " + form
                + ", with user and password percent-encoded, or unset it");
    }

    private static IllegalStateException unusable(String server, String variable, Exception e) {
        String reason = String.valueOf(e.getMessage()).split("[.\n] ", 2)[0];
        return new IllegalStateException(
                server + " can't be used (" + reason + "): start it, or correct or unset " + variable, e);
    }
}
