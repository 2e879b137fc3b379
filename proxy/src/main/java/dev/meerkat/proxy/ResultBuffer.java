package dev.meerkat.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;

/** Gathers a result's documents, one after the other, up to a number of bytes. Used by one thread. */
final class ResultBuffer {

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private boolean oversize;

    ResultBuffer(int limit) {
        this.limit = limit;
    }

    /** Adds a document; false where it doesn't fit any more, and nothing will. */
    boolean add(RawBsonDocument document) {
        ByteBuf buffer = document.getByteBuffer();
        ByteBuffer content = buffer.asNIO();
        if (oversize || content.remaining() > limit - bytes.size()) {
            oversize = true;
            return false;
        }
        bytes.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
        return true;
    }

    boolean isOversize() {
        return oversize;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
