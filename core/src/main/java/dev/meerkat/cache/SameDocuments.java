package dev.meerkat.cache;

import java.nio.ByteBuffer;
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
        ByteBuffer bytes = ByteBuffer.wrap(result);
        List<ByteBuffer> documents = new ArrayList<>();
        for (int begin = 0; begin < result.length; begin += ResultDocuments.lengthAt(result, begin)) {
            documents.add(bytes.slice(begin, ResultDocuments.lengthAt(result, begin)));
        }
        documents.sort(null);
        return documents;
    }
}
