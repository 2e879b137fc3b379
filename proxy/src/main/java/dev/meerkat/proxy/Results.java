package dev.meerkat.proxy;

import dev.meerkat.cache.Entry;
import dev.meerkat.cache.QueryKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.ByteBufNIO;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.io.ByteBufferBsonInput;
import org.jspecify.annotations.Nullable;

/**
 * Turns an entry's bytes into what a caller gets, with the caller's codec, each time anew; but values of an immutable type
 * are decoded once and shared, beside the codec that made them: a reader with another codec decodes for itself. Immutable.
 *
 * @param <R> the type of the results
 */
final class Results<R> {

    private static final DecoderContext PLAIN = DecoderContext.builder().build();
    private static final String BOX = "v";

    private final Class<R> type;
    private final Codec<R> codec;
    private final boolean boxed;
    private final boolean shareable;

    private Results(Class<R> type, Codec<R> codec, boolean boxed) {
        this.type = type;
        this.codec = codec;
        this.boxed = boxed;
        this.shareable = Immutability.of(type);
    }

    /** Results that are documents. */
    static <R> Results<R> ofDocuments(Class<R> type, Codec<R> codec) {
        return new Results<>(type, codec, false);
    }

    /** Results that are values, each kept in a document of its own. */
    static <R> Results<R> ofValues(Class<R> type, Codec<R> codec) {
        return new Results<>(type, codec, true);
    }

    /** A document that keeps a value. */
    static RawBsonDocument box(BsonValue value) {
        return new RawBsonDocument(QueryKey.of(new BsonDocument(BOX, value)).bytes());
    }

    /** What they are. */
    Class<R> type() {
        return type;
    }

    /** What is shared: made by this codec, the first result, and all of them where somebody has asked for all. */
    private record Decoded(
            Object codec, Optional<?> first, @Nullable List<?> all) {

        /** The very same: codecs that call themselves equal may still differ. */
        @SuppressWarnings("ReferenceEquality")
        boolean isBy(Object other) {
            return codec == other;
        }
    }

    /** The first result; null where there is none, or where it is null. */
    @Nullable
    R first(Entry entry) {
        return optional(entry).orElse(null);
    }

    /** The first result; empty where there is none, or where it is null. */
    @SuppressWarnings("unchecked")
    Optional<R> optional(Entry entry) {
        if (entry.shared() instanceof Decoded decoded && decoded.isBy(codec)) {
            return (Optional<R>) decoded.first();
        }
        byte[] documents = entry.documents();
        if (documents.length == 0) {
            return Optional.empty();
        }
        Optional<R> first = Optional.ofNullable(decode(input(documents)));
        if (shareable) {
            entry.share(new Decoded(codec, first, null));
        }
        return first;
    }

    /** All results, nulls among them where MongoDB has nulls; the list is not to be changed. */
    @SuppressWarnings("unchecked")
    List<R> all(Entry entry) {
        if (entry.shared() instanceof Decoded decoded && decoded.isBy(codec) && decoded.all() != null) {
            return (List<R>) decoded.all();
        }
        List<R> all = decodeAll(entry.documents());
        if (shareable && !all.isEmpty()) {
            entry.share(new Decoded(codec, Optional.ofNullable(all.get(0)), Collections.unmodifiableList(all)));
        }
        return all;
    }

    @SuppressWarnings("NullAway") // a distinct value may be null, whatever R is
    private List<R> decodeAll(byte[] documents) {
        List<R> all = new ArrayList<>();
        ByteBufferBsonInput input = input(documents);
        while (input.hasRemaining()) {
            all.add(decode(input));
        }
        return all;
    }

    private static ByteBufferBsonInput input(byte[] documents) {
        return new ByteBufferBsonInput(new ByteBufNIO(ByteBuffer.wrap(documents)));
    }

    private @Nullable R decode(ByteBufferBsonInput input) {
        BsonBinaryReader reader = new BsonBinaryReader(input);
        if (!boxed) {
            return codec.decode(reader, PLAIN);
        }
        reader.readStartDocument();
        BsonType type = reader.readBsonType();
        reader.readName();
        R value = null;
        if (type == BsonType.NULL) {
            reader.readNull(); // the driver gives null, whatever the codec says
        } else {
            value = codec.decode(reader, PLAIN);
        }
        reader.readEndDocument();
        return value;
    }
}
