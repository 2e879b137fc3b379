package dev.meerkat.election;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.Checkpoint;
import dev.meerkat.cache.spi.Lease;
import dev.meerkat.cache.spi.RecordId;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** How the lease lies in MongoDB. */
final class LeaseDocument {

    static final String HOLDER = "holder";
    static final String TERM = "term";
    static final String BEAT = "beat";
    static final String PATIENCE = "patienceMillis";
    static final String CHECKPOINT = "checkpoint";

    private static final String TOKEN = "token";
    private static final String WATERMARK = "watermark";
    private static final String RECORD = "record";

    private LeaseDocument() {}

    static BsonDocument initial(String id) {
        return new BsonDocument("_id", new BsonString(id))
                .append(HOLDER, BsonNull.VALUE)
                .append(TERM, new BsonInt64(0))
                .append(BEAT, new BsonInt64(0));
    }

    static Lease read(BsonDocument document) {
        return new Lease(
                document.isString(HOLDER) ? document.getString(HOLDER).getValue() : null,
                document.getNumber(TERM).longValue(),
                document.getNumber(BEAT).longValue(),
                document.containsKey(PATIENCE) ? document.getNumber(PATIENCE).longValue() : 0,
                document.containsKey(CHECKPOINT) ? readCheckpoint(document.getDocument(CHECKPOINT)) : null);
    }

    static BsonDocument write(Checkpoint checkpoint) {
        BsonDocument document = new BsonDocument(TOKEN, checkpoint.resumeToken())
                .append(WATERMARK, ClusterTime.toTimestamp(checkpoint.watermark()));
        RecordId record = checkpoint.record();
        return record == null ? document : document.append(RECORD, new BsonString(record.toString()));
    }

    private static Checkpoint readCheckpoint(BsonDocument document) {
        BsonTimestamp watermark = document.getTimestamp(WATERMARK);
        return new Checkpoint(document.getDocument(TOKEN), ClusterTime.of(watermark), readRecord(document));
    }

    private static @Nullable RecordId readRecord(BsonDocument document) {
        return document.containsKey(RECORD)
                ? RecordId.parse(document.getString(RECORD).getValue())
                : null;
    }
}
