package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import org.bson.BsonDocument;

/**
 * Reads the cluster time out of a resume token: its {@code _data} is a hexadecimal key string that begins with the type
 * byte of a timestamp (0x82) and its eight bytes, so that tokens sort as their times do (MongoDB's server manual, "Change
 * Streams", resume tokens; {@code src/mongo/db/pipeline/resume_token.h}). A {@link MergedToken} says its time itself.
 */
final class ResumeTokens {

    private static final String TIMESTAMP = "82";
    private static final int END = 18;

    private ResumeTokens() {}

    /** The token's cluster time, or {@link ClusterTime#NONE} where it is not of the known form. */
    static long clusterTime(BsonDocument token) {
        MergedToken merged = MergedToken.read(token);
        if (merged != null) {
            return merged.watermark();
        }
        if (!token.containsKey("_data") || !token.get("_data").isString()) {
            return ClusterTime.NONE;
        }
        String data = token.getString("_data").getValue();
        if (data.length() < END || !data.startsWith(TIMESTAMP)) {
            return ClusterTime.NONE;
        }
        try {
            return Long.parseUnsignedLong(data.substring(TIMESTAMP.length(), END), 16);
        } catch (NumberFormatException notHexadecimal) {
            return ClusterTime.NONE;
        }
    }
}
