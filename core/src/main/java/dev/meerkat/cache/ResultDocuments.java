package dev.meerkat.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** The {@code _id} of the document that begins there; null where it has none. */
    static @Nullable BsonValue idAt(byte[] result, int begin) {
        return new RawBsonDocument(result, begin, lengthAt(result, begin)).get("_id");
    }
}
