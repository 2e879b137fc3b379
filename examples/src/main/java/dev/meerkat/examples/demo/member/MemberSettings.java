package dev.meerkat.examples.demo.member;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/**
 * What a process is told when it starts, over its standard input since addresses may hold passwords.
 *
 * @param number 1, 2 or 3
 * @param mongoUri the replica set
 * @param redisUrl the shared tier and the log
 * @param database holds the collections
 * @param metadata holds the lease
 * @param keyPrefix of all keys in Redis
 * @param maxStaleness δ
 * @param audited ids of the locales whose {@code n} is raised
 * @param times the file of {@link dev.meerkat.examples.demo.measure.SharedTimes}
 * @param withoutRule whether the validity rule is switched off, to see that the audit notices
 */
public record MemberSettings(
        int number,
        String mongoUri,
        String redisUrl,
        String database,
        String metadata,
        String keyPrefix,
        Duration maxStaleness,
        List<String> audited,
        Path times,
        boolean withoutRule) {

    /** Processes that share the cache. */
    public static final int MEMBERS = 3;

    public MemberSettings {
        audited = List.copyOf(audited);
    }

    /** The same for another process. */
    public MemberSettings withNumber(int another) {
        return new MemberSettings(
                another, mongoUri, redisUrl, database, metadata, keyPrefix, maxStaleness, audited, times, withoutRule);
    }

    /** Rows of the file of times: one for each audited document, then one for each process. */
    public int rows() {
        return audited.size() + MEMBERS;
    }

    /** The row in which this process puts when it first saw each number of the document that is polled. */
    public int seenRow() {
        return audited.size() + number - 1;
    }

    /** As a document. */
    public Document toDocument() {
        return new Document("number", number)
                .append("mongoUri", mongoUri)
                .append("redisUrl", redisUrl)
                .append("database", database)
                .append("metadata", metadata)
                .append("keyPrefix", keyPrefix)
                .append("maxStaleness", maxStaleness.toMillis())
                .append("audited", audited)
                .append("times", times.toString())
                .append("withoutRule", withoutRule);
    }

    static MemberSettings of(Document document) {
        return new MemberSettings(
                document.getInteger("number"),
                document.getString("mongoUri"),
                document.getString("redisUrl"),
                document.getString("database"),
                document.getString("metadata"),
                document.getString("keyPrefix"),
                Duration.ofMillis(Objects.requireNonNull(document.get("maxStaleness", Number.class))
                        .longValue()),
                document.getList("audited", String.class),
                Path.of(document.getString("times")),
                document.getBoolean("withoutRule"));
    }

    @Override
    public String toString() {
        return "process " + number;
    }
}
