package dev.meerkat.spec.entity;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ReadPreference;
import com.mongodb.Tag;
import com.mongodb.TagSet;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationAlternate;
import com.mongodb.client.model.CollationCaseFirst;
import com.mongodb.client.model.CollationMaxVariable;
import com.mongodb.client.model.CollationStrength;
import dev.meerkat.spec.format.Unsupported;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The driver's settings, from their documents. */
public final class DriverOptions {

    private DriverOptions() {}

    /** Such as {@code {level: "majority"}}; an empty one is the server's default. */
    public static ReadConcern readConcern(BsonDocument document) {
        return document.containsKey("level")
                ? new ReadConcern(
                        ReadConcernLevel.fromString(document.getString("level").getValue()))
                : ReadConcern.DEFAULT;
    }

    /** Such as {@code {w: "majority", journal: true, wtimeoutMS: 100}}. */
    public static WriteConcern writeConcern(BsonDocument document) {
        WriteConcern concern = WriteConcern.ACKNOWLEDGED;
        BsonValue w = document.get("w");
        if (w != null) {
            concern = w.isString()
                    ? new WriteConcern(w.asString().getValue())
                    : new WriteConcern(w.asNumber().intValue());
        }
        if (document.containsKey("journal")) {
            concern = concern.withJournal(document.getBoolean("journal").getValue());
        }
        return document.containsKey("wtimeoutMS")
                ? concern.withWTimeout(document.getNumber("wtimeoutMS").longValue(), TimeUnit.MILLISECONDS)
                : concern;
    }

    /** Such as {@code {mode: "secondary", tagSets: […], maxStalenessSeconds: 100}}. */
    public static ReadPreference readPreference(BsonDocument document) {
        if (document.containsKey("hedge")) {
            throw new Unsupported("runner doesn't know hedged reads");
        }
        String mode = document.getString("mode").getValue();
        List<TagSet> tags = document.getArray("tagSets", new BsonArray()).stream()
                .map(set -> new TagSet(set.asDocument().entrySet().stream()
                        .map(tag ->
                                new Tag(tag.getKey(), tag.getValue().asString().getValue()))
                        .toList()))
                .toList();
        if (document.containsKey("maxStalenessSeconds")) {
            return ReadPreference.valueOf(
                    mode, tags, document.getNumber("maxStalenessSeconds").longValue(), TimeUnit.SECONDS);
        }
        return tags.isEmpty() ? ReadPreference.valueOf(mode) : ReadPreference.valueOf(mode, tags);
    }

    /** Of a transaction, or of those that a session begins. */
    public static TransactionOptions transaction(BsonDocument document) {
        TransactionOptions.Builder options = TransactionOptions.builder();
        document.forEach((name, value) -> {
            switch (name) {
                case "readConcern" -> options.readConcern(readConcern(value.asDocument()));
                case "writeConcern" -> options.writeConcern(writeConcern(value.asDocument()));
                case "readPreference" -> options.readPreference(readPreference(value.asDocument()));
                case "maxCommitTimeMS" -> options.maxCommitTime(value.asNumber().longValue(), TimeUnit.MILLISECONDS);
                case "timeoutMS" -> options.timeout(value.asNumber().longValue(), TimeUnit.MILLISECONDS);
                default -> throw new Unsupported("runner doesn't know option " + name + " of transactions");
            }
        });
        return options.build();
    }

    /** Such as {@code {locale: "en_US", strength: 2}}. */
    public static Collation collation(BsonDocument document) {
        Collation.Builder collation = Collation.builder();
        document.forEach((name, value) -> {
            switch (name) {
                case "locale" -> collation.locale(value.asString().getValue());
                case "caseLevel" -> collation.caseLevel(value.asBoolean().getValue());
                case "caseFirst" ->
                    collation.collationCaseFirst(
                            CollationCaseFirst.fromString(value.asString().getValue()));
                case "strength" ->
                    collation.collationStrength(
                            CollationStrength.fromInt(value.asNumber().intValue()));
                case "numericOrdering" ->
                    collation.numericOrdering(value.asBoolean().getValue());
                case "alternate" ->
                    collation.collationAlternate(
                            CollationAlternate.fromString(value.asString().getValue()));
                case "maxVariable" ->
                    collation.collationMaxVariable(
                            CollationMaxVariable.fromString(value.asString().getValue()));
                case "normalization" ->
                    collation.normalization(value.asBoolean().getValue());
                case "backwards" -> collation.backwards(value.asBoolean().getValue());
                default -> throw new Unsupported("runner doesn't know option " + name + " of collations");
            }
        });
        return collation.build();
    }
}
