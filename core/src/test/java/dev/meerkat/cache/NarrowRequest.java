package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;

import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** Asks by itself, as a query of {@code shop.orders} of which it is known what its results depend on. */
record NarrowRequest(QueryKey key, Narrowing narrowing) implements ReadRequest {

    static NarrowRequest of(String query, Narrowing narrowing) {
        return new NarrowRequest(QueryKey.of(BsonDocument.parse(query)), narrowing);
    }

    @Override
    public Object nearKey() {
        return key;
    }

    @Override
    public Dependencies dependencies() {
        return Dependencies.queries(List.of(ORDERS));
    }

    @Override
    public boolean narrows() {
        return true;
    }

    @Override
    public Dependencies dependenciesOf(byte[] documents, byte @Nullable [] inputs) {
        return narrowing.of(dependencies(), documents, inputs);
    }

    @Override
    public @Nullable Dependencies selection() {
        return narrowing.selection();
    }

    @Override
    public boolean showsInputs() {
        return narrowing.showsInputs();
    }

    @Override
    public Duration ttl() {
        return CacheProcess.TTL;
    }

    /** A document with one field. */
    static byte[] document(String field, int value) {
        RawBsonDocument raw =
                new RawBsonDocument(new BsonDocument(field, new BsonInt32(value)), new BsonDocumentCodec());
        byte[] bytes = new byte[raw.getByteBuffer().remaining()];
        raw.getByteBuffer().get(bytes);
        return bytes;
    }
}
