package dev.meerkat.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Knows how many entries of the near tiers depend on a document or on a namespace: enough to say whether a change is of
 * something that this process holds. Namespaces are few and counted exactly. Documents are counted by their tags in a table
 * of fixed size, a counting Bloom filter with one hash function (Fan, Cao, Almeida and Broder, "Summary Cache", 2000): two may
 * share a count, so that it may say yes where nothing is held, but never no where something is. Kept up when entries come and
 * go, never when they are read. Thread-safe.
 *
 * <p>An entry is held from before it can be found until after it can't, valid or not: one that has been invalidated, or has
 * ended, counts until it is replaced or evicted.
 */
final class CachedTags {

    private static final int LEAST = 1 << 10;
    private static final int MOST = 1 << 20;

    /** Small entries weigh a few of these: even full of them, the table stays sparse. */
    private static final int BYTES_PER_COUNT = 128;

    private final AtomicIntegerArray documents;
    private final ConcurrentMap<Object, Long> parts = new ConcurrentHashMap<>();
    private final LongAdder entries = new LongAdder();

    /** @param nearBytes how much the near tier may hold; a count of 4 bytes is kept for every 128 */
    CachedTags(long nearBytes) {
        long wanted = Math.max(LEAST, Math.min(MOST, nearBytes / BYTES_PER_COUNT));
        this.documents = new AtomicIntegerArray(Integer.highestOneBit((int) (wanted * 2 - 1)));
    }

    /** The documents of a namespace, any of them: what its queries depend on. */
    private record AnyOf(Namespace namespace) {}

    void add(Dependencies dependencies) {
        entries.increment();
        change(dependencies, 1);
    }

    void remove(Dependencies dependencies) {
        change(dependencies, -1);
        entries.decrement();
    }

    private void change(Dependencies dependencies, int by) {
        for (Namespace namespace : dependencies.namespaces()) {
            changePart(namespace, by);
        }
        for (long tag : dependencies.tags()) {
            Namespace whole = Tags.namespaceOf(tag, dependencies.namespaces());
            if (whole == null) {
                documents.addAndGet(slot(tag), by);
            } else {
                changePart(new AnyOf(whole), by);
            }
        }
    }

    private void changePart(Object part, long by) {
        parts.merge(part, by, (count, change) -> count + change == 0 ? null : Long.valueOf(count + change));
    }

    /** Whether an entry may be held that depends on what changed. */
    boolean concernedBy(Invalidation invalidation) {
        if (invalidation instanceof Invalidation.Documents changed) {
            return parts.containsKey(new AnyOf(changed.namespace())) || isAnyHeld(changed.documents());
        }
        if (invalidation instanceof Invalidation.WholeNamespace whole) {
            return parts.containsKey(whole.namespace());
        }
        if (invalidation instanceof Invalidation.WholeDatabase whole) {
            return isAnyHeldOf(whole.database());
        }
        return entries.sum() > 0;
    }

    private boolean isAnyHeld(long[] tags) {
        for (long tag : tags) {
            if (documents.get(slot(tag)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Looks at all parts: databases are dropped seldom, entries come and go all the time. */
    private boolean isAnyHeldOf(String database) {
        return parts.keySet().stream()
                .anyMatch(part -> part instanceof Namespace namespace
                        && namespace.database().equals(database));
    }

    private int slot(long tag) {
        return (int) (tag ^ (tag >>> 32)) & (documents.length() - 1);
    }
}
