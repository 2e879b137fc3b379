package dev.meerkat.benchmarks.cost;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import java.time.Duration;
import org.bson.Document;

/**
 * Where a child finds its servers, and what is the measure's own there. Sent over the child's standard input, since addresses
 * may hold passwords. Immutable.
 *
 * @param mongoUri MongoDB's connection string
 * @param redisUrl Redis' URL
 * @param name of the database, and what keys begin with
 */
record Place(String mongoUri, String redisUrl, String name) {

    /** The default bound, which all of Meerkat's processes here have. */
    static final Duration MAX_STALENESS = Duration.ofSeconds(5);

    static Place of(CostStage stage, String name) {
        return new Place(stage.mongoUri(), stage.redisUrl(), name);
    }

    static Place of(Document settings) {
        return new Place(settings.getString("mongoUri"), settings.getString("redisUrl"), settings.getString("name"));
    }

    /** As settings, to which others may be appended. */
    Document toDocument() {
        return new Document("mongoUri", mongoUri).append("redisUrl", redisUrl).append("name", name);
    }

    static String metadata(String name) {
        return name + "-meta";
    }

    /** The connection string, by which writes wait for the majority. */
    String withMajority() {
        return mongoUri + (mongoUri.contains("?") ? "&" : mongoUri.matches(".*//[^/]*") ? "/?" : "?") + "w=majority";
    }

    /** A client whose commands the listener is told of, and whose writes wait for the majority. */
    MongoClient client(CommandListener listener) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongoUri))
                .writeConcern(WriteConcern.MAJORITY)
                .addCommandListener(listener)
                .build());
    }

    /** A Meerkat with both tiers over this client. */
    MeerkatBuilder meerkat(MongoClient client) {
        return Meerkat.builder()
                .mongoClient(client)
                .redisUrl(redisUrl)
                .redisKeyPrefix(name)
                .staticAssetDb(metadata(name))
                .multiDb(false)
                .maxStaleness(MAX_STALENESS)
                .defaultTtl(Duration.ofMinutes(5));
    }

    @Override
    public String toString() {
        return name;
    }
}
