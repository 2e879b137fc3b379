package dev.meerkat.cache;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a result was made of, where that was asked. Immutable; the array is not copied and must not be changed.
 *
 * @param ids a BSON document for each that has its {@code _id}, one after the other; null where they are not known
 * @param tooMany whether they are not known because there were too many
 * @param asof the cluster time that they reflect at least
 * @param upTo the reply's operation time where it was asked for this very result; else {@link ClusterTime#NONE}
 */
@SuppressWarnings("ArrayRecordComponent")
record Inputs(byte @Nullable [] ids, boolean tooMany, long asof, long upTo) {

    /** So many documents at most: each is a look into the table of tags at every hit. */
    static final int MOST = 64;

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    static final Inputs NOT_ASKED = new Inputs(null, false, ClusterTime.NONE, ClusterTime.NONE);
    static final Inputs TOO_MANY = new Inputs(null, true, ClusterTime.NONE, ClusterTime.NONE);

    /** Those that a result shows; null where one has no {@code _id}, or they are too many. */
    static @Nullable Inputs in(byte[] result, long asof) {
        List<BsonValue> shown = ResultDocuments.ids(result, MOST);
        if (shown == null) {
            return null;
        }
        ByteArrayOutputStream ids = new ByteArrayOutputStream();
        for (BsonValue id : shown) {
            RawBsonDocument document = new RawBsonDocument(new BsonDocument("_id", id), CODEC);
            ByteBuf bytes = document.getByteBuffer();
            ids.write(bytes.array(), bytes.position(), bytes.remaining());
        }
        return of(ids.toByteArray(), asof);
    }

    /** Those of another result, which this one was made of as well. */
    static Inputs of(byte[] ids, long asof) {
        return new Inputs(ids, false, asof, ClusterTime.NONE);
    }

    int weight() {
        return ids == null ? 0 : ids.length + Long.BYTES;
    }
}
