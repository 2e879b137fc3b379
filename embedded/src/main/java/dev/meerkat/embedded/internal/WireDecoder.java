package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes to requests: OP_MSG, and OP_QUERY on {@code $cmd}, which drivers still use to say hello. */
final class WireDecoder extends LengthFieldBasedFrameDecoder {

    static final int MAX_MESSAGE_BYTES = 48_000_000;

    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 1 << 1;
    private static final int EXHAUST_ALLOWED = 1 << 16;
    private static final int BODY = 0;
    private static final int DOCUMENT_SEQUENCE = 1;

    WireDecoder() {
        super(ByteOrder.LITTLE_ENDIAN, MAX_MESSAGE_BYTES, 0, 4, -4, 0, true);
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        if (!(super.decode(context, in) instanceof ByteBuf frame)) {
            return null;
        }
        try {
            frame.skipBytes(4);
            int id = frame.readIntLE();
            frame.skipBytes(4);
            int operation = frame.readIntLE();
            return switch (operation) {
                case OP_MSG -> message(id, frame);
                case OP_QUERY -> query(id, frame);
                default -> throw new CorruptedFrameException("unsupported operation code " + operation);
            };
        } finally {
            frame.release();
        }
    }

    private static Request message(int id, ByteBuf frame) {
        int flags = frame.readIntLE();
        if ((flags & 0xFFFF & ~(CHECKSUM_PRESENT | MORE_TO_COME)) != 0) {
            throw new CorruptedFrameException(
                    "unknown required flags " + flags + " (exhaust is " + EXHAUST_ALLOWED + ")");
        }
        int checksum = (flags & CHECKSUM_PRESENT) == 0 ? 0 : 4;
        Document body = null;
        Document sequences = new Document();
        while (frame.readableBytes() > checksum) {
            int kind = frame.readByte();
            switch (kind) {
                case BODY -> body = Bson.read(frame);
                case DOCUMENT_SEQUENCE -> {
                    int end = frame.readerIndex() + frame.getIntLE(frame.readerIndex());
                    frame.skipBytes(4);
                    String name = BsonDecoder.decodeCString(frame);
                    List<Document> documents = new ArrayList<>();
                    while (frame.readerIndex() < end) {
                        documents.add(Bson.read(frame));
                    }
                    sequences.put(name, documents);
                }
                default -> throw new CorruptedFrameException("unknown section kind " + kind);
            }
        }
        if (body == null || !(body.remove("$db") instanceof String database)) {
            throw new CorruptedFrameException("a message without a body or a $db");
        }
        body.putAll(sequences);
        return new Request(id, false, (flags & MORE_TO_COME) != 0, database, body);
    }

    private static Request query(int id, ByteBuf frame) {
        frame.skipBytes(4);
        String collection = BsonDecoder.decodeCString(frame);
        frame.skipBytes(8);
        Document body = Bson.read(frame);
        if (!collection.endsWith(".$cmd")) {
            throw new CorruptedFrameException("OP_QUERY serves commands only, not " + collection);
        }
        Document command = body.get("$query") instanceof Document wrapped ? wrapped : body;
        return new Request(id, true, false, collection.substring(0, collection.indexOf('.')), command);
    }
}
