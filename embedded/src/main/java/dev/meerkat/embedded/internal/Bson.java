package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import dev.meerkat.embedded.internal.query.OpaqueValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents to bytes and back without loss: the library's codecs for single values, and all types besides. */
final class Bson {

    private static final int BINARY_GENERIC = 0;
    private static final int BINARY_UUID_LEGACY = 3;
    private static final int BINARY_UUID = 4;
    private static final int UUID_BYTES = 16;

    private Bson() {}

    static Document read(ByteBuf in) {
        Document document = new Document();
        int end = in.readerIndex() + in.readIntLE();
        for (byte type = in.readByte(); type != BsonConstants.TERMINATING_BYTE; type = in.readByte()) {
            String name = BsonDecoder.decodeCString(in);
            document.put(name, readValue(type, in));
        }
        if (in.readerIndex() != end) {
            throw new CorruptedFrameException("a BSON document of another length than it says");
        }
        return document;
    }

    private static @Nullable Object readValue(byte type, ByteBuf in) {
        return switch (type) {
            case BsonConstants.TYPE_EMBEDDED_DOCUMENT -> read(in);
            case BsonConstants.TYPE_ARRAY -> new ArrayList<>(read(in).values());
            case BsonConstants.TYPE_DATA -> isPlainBinary(in) ? BsonDecoder.decodeValue(type, in) : opaque(type, in);
            case BsonConstants.TYPE_UNDEFINED,
                    BsonConstants.TYPE_DBPOINTER,
                    BsonConstants.TYPE_SYMBOL,
                    BsonConstants.TYPE_JAVASCRIPT_CODE_WITH_SCOPE -> opaque(type, in);
            default -> BsonDecoder.decodeValue(type, in);
        };
    }

    /** Whether the library has a class for the binary that comes next. */
    private static boolean isPlainBinary(ByteBuf in) {
        int length = in.getIntLE(in.readerIndex());
        int subtype = in.getByte(in.readerIndex() + 4);
        return subtype == BINARY_GENERIC
                || (length == UUID_BYTES && (subtype == BINARY_UUID || subtype == BINARY_UUID_LEGACY));
    }

    private static OpaqueValue opaque(byte type, ByteBuf in) {
        int leading = type == BsonConstants.TYPE_UNDEFINED ? 0 : in.getIntLE(in.readerIndex());
        int length = switch (type) {
            case BsonConstants.TYPE_DATA -> 4 + 1 + leading;
            case BsonConstants.TYPE_SYMBOL -> 4 + leading;
            case BsonConstants.TYPE_DBPOINTER -> 4 + leading + BsonConstants.LENGTH_OBJECTID;
            default -> leading;
        };
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return new OpaqueValue(type, bytes);
    }

    static void write(Map<String, ?> document, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        document.forEach((name, value) -> writeField(name, value, out));
        out.writeByte(BsonConstants.TERMINATING_BYTE);
        out.setIntLE(start, out.writerIndex() - start);
    }

    private static void writeField(String name, @Nullable Object value, ByteBuf out) {
        byte type = value instanceof OpaqueValue opaque ? opaque.type() : BsonEncoder.determineType(value);
        out.writeByte(type);
        ByteBufUtil.writeUtf8(out, name);
        out.writeByte(0);
        if (value instanceof OpaqueValue opaque) {
            out.writeBytes(opaque.bytes());
        } else if (value instanceof Document document) {
            write(document, out);
        } else if (value instanceof Collection<?> elements) {
            writeArray(elements, out);
        } else {
            BsonEncoder.encodeValue(type, value, out);
        }
    }

    private static void writeArray(Collection<?> elements, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        int index = 0;
        for (Object element : elements) {
            writeField(Integer.toString(index++), element, out);
        }
        out.writeByte(BsonConstants.TERMINATING_BYTE);
        out.setIntLE(start, out.writerIndex() - start);
    }

    /** The bytes that a document takes. */
    static int size(Document document) {
        ByteBuf buffer = Unpooled.buffer();
        try {
            write(document, buffer);
            return buffer.readableBytes();
        } finally {
            buffer.release();
        }
    }
}
