package dev.meerkat.faults.app;

import com.mongodb.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What an application process is told when it starts, over its standard input since addresses may hold passwords.
 *
 * @param process its number in the histories, never used before
 * @param place from 1: which documents it writes
 * @param firstLife whether nobody was in this place before
 * @param mongoUri the replica set
 * @param mongoProxy stands in for the only server, or null
 * @param redisUrl where it finds Redis
 * @param run names databases and keys
 * @param maxStaleness δ
 * @param histories the folder for what it did
 * @param plant a fault in Meerkat itself, or null
 * @param seed for what it draws
 */
public record AppSettings(
        int process,
        int place,
        boolean firstLife,
        String mongoUri,
        @Nullable String mongoProxy,
        String redisUrl,
        String run,
        Duration maxStaleness,
        Path histories,
        @Nullable String plant,
        long seed) {

    /** Holds the documents. */
    public String database() {
        return run;
    }

    /** Holds the lease. */
    public String metadata() {
        return run + "-meta";
    }

    /** As the first line. */
    public Document toDocument() {
        return new Document("process", process)
                .append("place", place)
                .append("firstLife", firstLife)
                .append("mongoUri", mongoUri)
                .append("mongoProxy", mongoProxy)
                .append("redisUrl", redisUrl)
                .append("run", run)
                .append("maxStalenessMillis", maxStaleness.toMillis())
                .append("histories", histories.toString())
                .append("plant", plant)
                .append("seed", seed);
    }

    static AppSettings of(Document line) {
        return new AppSettings(
                line.getInteger("process"),
                line.getInteger("place"),
                line.getBoolean("firstLife"),
                line.getString("mongoUri"),
                line.getString("mongoProxy"),
                line.getString("redisUrl"),
                line.getString("run"),
                Duration.ofMillis(((Number) line.get("maxStalenessMillis")).longValue()),
                Path.of(line.getString("histories")),
                line.getString("plant"),
                ((Number) line.get("seed")).longValue());
    }

    @Nullable
    ServerAddress proxy() {
        return mongoProxy == null ? null : new ServerAddress(mongoProxy);
    }
}
