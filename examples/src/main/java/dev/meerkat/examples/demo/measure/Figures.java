package dev.meerkat.examples.demo.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.bson.Document;

/** What one process counted under load, or the sum of several. Thread-safe; figures of several processes add up. */
public final class Figures {

    /** The key, among tiers, of reads that the cache had no part in. */
    public static final String BYPASSED = "BYPASSED";

    private static final int MAX_NOTES = 5;

    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Histogram> times = new ConcurrentHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** A count's name: reads by tier, bypasses by reason and the totals below are all counts. */
    public enum Total {
        /** Reads that were compared with the acknowledged writes. */
        AUDITED,
        /** Audited reads that missed a write acknowledged longer ago than the bound. */
        STALE,
        /** Writes to documents that are audited. */
        WRITES,
        /** Reads that threw. */
        FAILED_READS,
        /** Writes that threw. */
        FAILED_WRITES
    }

    /** Counts one more. */
    public void count(Total total) {
        increment(total.name(), 1);
    }

    /** How many. */
    public long total(Total total) {
        return value(total.name());
    }

    /** Counts a read by its tier. */
    public void read(String tier) {
        increment("tier." + tier, 1);
    }

    /** Counts several reads by their tier. */
    public void read(String tier, long reads) {
        increment("tier." + tier, reads);
    }

    /** Counts a read that the cache had no part in. */
    public void bypassed(String reason) {
        read(BYPASSED);
        increment("bypass." + reason, 1);
    }

    /** Reads of this tier. */
    public long reads(String tier) {
        return value("tier." + tier);
    }

    /** All reads. */
    public long reads() {
        return sum("tier.").values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bypassed reads by reason. */
    public Map<String, Long> bypasses() {
        return sum("bypass.");
    }

    /** Times of reads of this tier, in nanoseconds. */
    public Histogram latency(String tier) {
        return times.computeIfAbsent("latency." + tier, key -> new Histogram());
    }

    /** How long before an audited read began the value that it returned had been superseded, in microseconds. */
    public Histogram superseded() {
        return times.computeIfAbsent("superseded", key -> new Histogram());
    }

    /** Forgets the times of reads: what was measured before was warm-up. */
    public void clearLatencies() {
        times.forEach((name, histogram) -> {
            if (name.startsWith("latency.")) {
                histogram.clear();
            }
        });
    }

    /** Keeps a remark, such as what a stale read returned; only the first few are kept. */
    public void note(String note) {
        synchronized (notes) {
            if (notes.size() < MAX_NOTES) {
                notes.add(note);
            }
        }
    }

    /** The remarks. */
    public List<String> notes() {
        synchronized (notes) {
            return List.copyOf(notes);
        }
    }

    /** Adds the other's figures to these. */
    public Figures add(Figures other) {
        other.counts.forEach((name, count) -> increment(name, count.sum()));
        other.times.forEach((name, histogram) ->
                times.computeIfAbsent(name, key -> new Histogram()).add(histogram));
        other.notes().forEach(this::note);
        return this;
    }

    /** These figures as a document. */
    public Document toDocument() {
        Document times = new Document();
        this.times.forEach((name, histogram) -> times.append(name, histogram.pairs()));
        return new Document("counts", new Document(sum("")))
                .append("times", times)
                .append("notes", notes());
    }

    /** Figures from {@link #toDocument}. */
    public static Figures of(Document document) {
        Figures figures = new Figures();
        for (Entry<String, Object> count :
                document.get("counts", Document.class).entrySet()) {
            figures.increment(count.getKey(), ((Number) count.getValue()).longValue());
        }
        Document times = document.get("times", Document.class);
        for (String name : times.keySet()) {
            figures.times.put(name, Histogram.of(times.getList(name, Number.class)));
        }
        document.getList("notes", String.class).forEach(figures::note);
        return figures;
    }

    private void increment(String name, long by) {
        counts.computeIfAbsent(name, key -> new LongAdder()).add(by);
    }

    private long value(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    private Map<String, Long> sum(String prefix) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                sums.put(name.substring(prefix.length()), count.sum());
            }
        });
        return sums;
    }
}
