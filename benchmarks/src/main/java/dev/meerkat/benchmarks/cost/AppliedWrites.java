package dev.meerkat.benchmarks.cost;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonInt32;

/**
 * Joins writes with the processes' stamps of their invalidations, by the document's tag: a write's is the first stamp of its
 * document after it was sent and before the document's next write was. For one thread.
 */
final class AppliedWrites {

    private static final Pattern TAG = Pattern.compile("\\b[0-9a-f]{16}\\b");

    private final String database;
    private final List<Sent> sent;
    private final List<Long> delays = new ArrayList<>();
    private final List<Long> sinceSent = new ArrayList<>();
    private final long[] slowest;

    /**
     * A write.
     *
     * @param id the document's {@code _id}
     * @param begunNanos before it was sent
     * @param acknowledgedNanos after the majority's acknowledgement had come
     */
    record Sent(int id, long begunNanos, long acknowledgedNanos) {}

    /** @param sent in the order in which they were sent */
    AppliedWrites(String database, List<Sent> sent) {
        this.database = database;
        this.sent = List.copyOf(sent);
        this.slowest = new long[sent.size()];
        Arrays.fill(slowest, Long.MIN_VALUE);
    }

    /**
     * Adds a process.
     *
     * @param stamps its {@link Stamps}' lines
     * @throws IllegalStateException where a write has no stamp
     */
    void process(List<String> stamps) {
        Map<Long, NavigableSet<Long>> byTag = byTag(stamps);
        Map<Integer, Long> nextOf = new HashMap<>();
        for (int i = sent.size() - 1; i >= 0; i--) {
            Sent write = sent.get(i);
            Long next = nextOf.put(write.id(), write.begunNanos());
            long tag = tag(write.id());
            Long stamp = byTag.getOrDefault(tag, new TreeSet<>()).ceiling(write.begunNanos());
            if (stamp == null || (next != null && stamp >= next)) {
                throw new IllegalStateException("A process never applied write " + i + ", of document " + write.id());
            }
            long delay = stamp - write.acknowledgedNanos();
            delays.add(delay);
            sinceSent.add(stamp - write.begunNanos());
            slowest[i] = Math.max(slowest[i], delay);
        }
    }

    private long tag(int id) {
        return Tags.document(new Namespace(database, InvalidationDelay.COLLECTION), new BsonInt32(id));
    }

    private static Map<Long, NavigableSet<Long>> byTag(List<String> stamps) {
        Map<Long, NavigableSet<Long>> byTag = new HashMap<>();
        for (String line : stamps) {
            int blank = line.indexOf(' ');
            long nanos = Long.parseLong(line.substring(0, blank));
            Matcher tags = TAG.matcher(line.substring(blank));
            while (tags.find()) {
                byTag.computeIfAbsent(Long.parseUnsignedLong(tags.group(), 16), tag -> new TreeSet<>())
                        .add(nanos);
            }
        }
        return byTag;
    }

    /** From the acknowledgement, of every write in every process, in nanoseconds; below zero where the answer came later. */
    List<Long> delays() {
        return List.copyOf(delays);
    }

    /** The same from before the write was sent. */
    List<Long> delaysSinceSent() {
        return List.copyOf(sinceSent);
    }

    /** From the acknowledgement, of every write in the process that was the last to apply it. */
    List<Long> slowestDelays() {
        return Arrays.stream(slowest).boxed().toList();
    }
}
