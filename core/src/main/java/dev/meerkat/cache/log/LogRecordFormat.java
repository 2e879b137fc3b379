package dev.meerkat.cache.log;

import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record as BSON: readable with any tool, and free to grow, since unknown fields are passed over.
 *
 * <p>{@code s} scheme of the tags, {@code i} id, {@code p} previous id, {@code pw} its W, {@code w} W, {@code r} reset,
 * {@code v} invalidations, each {@code {t: time, d: database, c: collection, g: documents' tags, f: fields' tags}}: without
 * {@code f} any field, without {@code g} the whole namespace, without {@code c} the whole database, without {@code d}
 * everything.
 *
 * <p>A record that is not true of all databases names those that it is true of in {@code d}, and has its W in {@code cw}. Who
 * doesn't know {@code d} finds no W in it: it can't be read, and counts as lost.
 */
public final class LogRecordFormat {

    private static final String ALL_W = "w";
    private static final String SOME_W = "cw";
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private LogRecordFormat() {}

    /**
     * {@return the record's bytes}
     *
     * @param record to be written
     */
    public static byte[] encode(LogRecord record) {
        BsonDocument document = new BsonDocument("s", new BsonInt32(Tags.SCHEME))
                .append("i", new BsonString(record.id().toString()))
                .append("pw", new BsonInt64(record.previousWatermark()))
                .append(record.coverage().databases() == null ? ALL_W : SOME_W, new BsonInt64(record.watermark()))
                .append("r", new BsonInt64(record.reset()));
        if (record.previous() != null) {
            document.append("p", new BsonString(record.previous().toString()));
        }
        Set<String> databases = record.coverage().databases();
        if (databases != null) {
            document.append("d", toBson(databases));
        }
        BsonArray raised = new BsonArray(record.invalidations().size());
        record.invalidations().forEach(invalidation -> raised.add(toBson(invalidation)));
        document.append("v", raised);
        try (BasicOutputBuffer buffer = new BasicOutputBuffer(256);
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }

    /**
     * {@return the record of these bytes} Where the writer's tags are of an older scheme, whole namespaces stand for
     * them.
     *
     * @param bytes as {@link #encode} gave them
     * @throws PortException where they are not a record
     */
    public static LogRecord decode(byte[] bytes) throws PortException {
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
            BsonDocument document =
                    CODEC.decode(reader, DecoderContext.builder().build());
            boolean sameScheme = document.getInt32("s").getValue() == Tags.SCHEME;
            List<Invalidation> invalidations = new ArrayList<>();
            for (BsonValue raised : document.getArray("v")) {
                invalidations.add(fromBson(raised.asDocument(), sameScheme));
            }
            return new LogRecord(
                    RecordId.parse(document.getString("i").getValue()),
                    previous(document),
                    document.getInt64("pw").getValue(),
                    document.getInt64(document.containsKey("d") ? SOME_W : ALL_W)
                            .getValue(),
                    document.getInt64("r").getValue(),
                    document.containsKey("d") ? coverage(document.getArray("d")) : Coverage.ALL,
                    invalidations);
        } catch (RuntimeException e) {
            throw new PortException("not a log record", e);
        }
    }

    private static @Nullable RecordId previous(BsonDocument document) {
        return document.containsKey("p")
                ? RecordId.parse(document.getString("p").getValue())
                : null;
    }

    private static BsonArray toBson(Set<String> names) {
        return new BsonArray(names.stream().sorted().map(BsonString::new).toList());
    }

    private static Coverage coverage(BsonArray names) {
        return Coverage.of(
                names.stream().map(name -> name.asString().getValue()).toList());
    }

    private static BsonDocument toBson(Invalidation invalidation) {
        BsonDocument document = new BsonDocument("t", new BsonInt64(invalidation.time()));
        if (invalidation instanceof Invalidation.Documents some) {
            namespace(document, some.namespace()).append("g", tagsToBson(some.documents()));
            return some.fields().isAny()
                    ? document
                    : document.append("f", tagsToBson(some.fields().tags()));
        } else if (invalidation instanceof Invalidation.WholeNamespace whole) {
            return namespace(document, whole.namespace());
        } else if (invalidation instanceof Invalidation.WholeDatabase whole) {
            return document.append("d", new BsonString(whole.database()));
        }
        return document;
    }

    private static BsonDocument namespace(BsonDocument document, Namespace namespace) {
        return document.append("d", new BsonString(namespace.database()))
                .append("c", new BsonString(namespace.collection()));
    }

    private static BsonBinary tagsToBson(long[] tags) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * tags.length);
        buffer.asLongBuffer().put(tags);
        return new BsonBinary(buffer.array());
    }

    private static Invalidation fromBson(BsonDocument document, boolean sameScheme) {
        long time = document.getInt64("t").getValue();
        if (!document.containsKey("d")) {
            return new Invalidation.Everything(time);
        }
        String database = document.getString("d").getValue();
        if (!document.containsKey("c")) {
            return new Invalidation.WholeDatabase(time, database);
        }
        Namespace namespace = new Namespace(database, document.getString("c").getValue());
        if (!document.containsKey("g") || !sameScheme) {
            return new Invalidation.WholeNamespace(time, namespace);
        }
        ChangedFields fields = document.containsKey("f")
                ? ChangedFields.ofTags(tagsFromBson(document.getBinary("f")))
                : ChangedFields.ANY;
        return new Invalidation.Documents(time, namespace, fields, tagsFromBson(document.getBinary("g")));
    }

    private static long[] tagsFromBson(BsonBinary binary) {
        byte[] bytes = binary.getData();
        long[] tags = new long[bytes.length / 8];
        ByteBuffer.wrap(bytes).asLongBuffer().get(tags);
        return tags;
    }
}
