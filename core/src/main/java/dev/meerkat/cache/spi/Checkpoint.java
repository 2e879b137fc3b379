package dev.meerkat.cache.spi;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * How far the log has come; kept in the lease for the next leader. Immutable.
 *
 * @param resumeToken the stream goes on behind it
 * @param watermark W: no event before this cluster time is still to come after the token
 * @param record the log's last record when this was true; null where it has none
 */
public record Checkpoint(
        BsonDocument resumeToken, long watermark, @Nullable RecordId record) {}
