package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction has written so far. Many writes count as everything that their targets may change. Used by one thread at
 * a time.
 */
final class UncommittedWrites {

    private record Write(WriteTarget target, Effect effect) {}

    private List<Write> writes = new ArrayList<>();
    private int most = WriteEffects.MAX_DOCUMENTS;

    void add(WriteTarget target, Effect effect) {
        if (writes.size() >= most) {
            widen();
        }
        writes.add(new Write(target, effect));
    }

    /** One write for each target: all that it may change. */
    private void widen() {
        Map<Object, Write> wide = new LinkedHashMap<>();
        for (Write write : writes) {
            WriteTarget target = write.target;
            wide.putIfAbsent(List.of(target.context(), target.name()), new Write(target, target.whole()));
        }
        writes = new ArrayList<>(wide.values());
        most = Math.max(most, 2 * writes.size());
    }

    /** The transaction was committed, or may have been: tells the caches, as of the session's operation time. Never throws. */
    void raise(ClientSession session) {
        for (Write write : writes) {
            Writes.raise(write.target, session, write.effect);
        }
    }

    /** The transaction was aborted, or another one begins. */
    void clear() {
        writes.clear();
    }

    /** How many writes it holds. */
    int size() {
        return writes.size();
    }
}
