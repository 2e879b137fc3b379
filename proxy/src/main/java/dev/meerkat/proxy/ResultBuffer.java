package dev.meerkat.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;

/** Gathers a result's documents, up to a number of bytes, or of documents. Used by one thread. */
final class ResultBuffer {

    private final int limit;
    private final int most;
    private final List<RawBsonDocument> documents = new ArrayList<>(1);
    private int size;
    private boolean oversize;

    ResultBuffer(int limit) {
        this(limit, Integer.MAX_VALUE);
    }

    ResultBuffer(int limit, int most) {
        this.limit = limit;
        this.most = most;
    }

    /** Adds a document; false where it doesn't fit any more, and nothing will. */
    boolean add(RawBsonDocument document) {
        int its = content(document).remaining();
        if (oversize || its > limit - size || documents.size() == most) {
            oversize = true;
            documents.clear();
            return false;
        }
        documents.add(document);
        size += its;
        return true;
    }

    private static ByteBuffer content(RawBsonDocument document) {
        return document.getByteBuffer().asNIO();
    }

    boolean isOversize() {
        return oversize;
    }

    /** The documents, one after the other. */
    byte[] toByteArray() {
        byte[] only = documents.size() == 1 ? documents.get(0).getByteBuffer().array() : null;
        if (only != null && only.length == size) {
            return only;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        documents.forEach(document -> all.put(content(document)));
        return all.array();
    }
}
