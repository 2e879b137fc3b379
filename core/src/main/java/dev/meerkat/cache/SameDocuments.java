package dev.meerkat.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether two results have the same documents, byte by byte, each as often. Their order doesn't count: without a sort that
 * leaves no ties, MongoDB may give them in another one at any time.
 */
final class SameDocuments {

    private SameDocuments() {}

    static boolean in(byte[] one, byte[] other) {
        return Arrays.equals(one, other)
                || (one.length == other.length && documents(one).equals(documents(other)));
    }

    private static List<ByteBuffer> documents(byte[] result) {
        ByteBuffer bytes = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
        List<ByteBuffer> documents = new ArrayList<>();
        for (int at = 0; at < result.length; ) {
            int length = bytes.getInt(at); // a BSON document begins with its length
            if (length <= 0) {
                throw new IllegalArgumentException("no BSON document begins at " + at);
            }
            documents.add(bytes.slice(at, length));
            at += length;
        }
        documents.sort(null);
        return documents;
    }
}
