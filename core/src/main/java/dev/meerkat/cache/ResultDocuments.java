package dev.meerkat.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** The BSON documents of a result, which lie one after the other in its bytes. */
final class ResultDocuments {

    private ResultDocuments() {}

    /**
     * How long the document is that begins there.
     *
     * @throws IllegalArgumentException where none does
     */
    static int lengthAt(byte[] result, int begin) {
        int length = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).getInt(begin);
        if (length <= 0) {
            throw new IllegalArgumentException("no BSON document begins at " + begin);
        }
        return length;
    }

    /** The {@code _id}s of the documents; null where one has none, or there are more than so many. */
    static @Nullable List<BsonValue> ids(byte[] result, int most) {
        List<BsonValue> ids = new ArrayList<>();
        for (int begin = 0; begin < result.length; begin += lengthAt(result, begin)) {
            BsonValue id = new RawBsonDocument(result, begin, lengthAt(result, begin)).get("_id");
            if (id == null || ids.size() == most) {
                return null;
            }
            ids.add(id);
        }
        return ids;
    }
}
