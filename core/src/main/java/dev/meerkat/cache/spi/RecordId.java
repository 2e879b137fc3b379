package dev.meerkat.cache.spi;

import java.util.Comparator;

/**
 * A place in the log: the writer's term, and its place within the term. Ordered by term, then by place. Immutable.
 *
 * @param term of the leader that wrote the record; positive
 * @param sequence counts up from 1 within a term without holes
 */
public record RecordId(long term, long sequence) implements Comparable<RecordId> {

    private static final Comparator<RecordId> ORDER =
            Comparator.comparingLong(RecordId::term).thenComparingLong(RecordId::sequence);

    /**
     * Checks the values.
     *
     * @param term of the leader that wrote the record; positive
     * @param sequence counts up from 1 within a term without holes
     */
    public RecordId {
        if (term <= 0 || sequence <= 0) {
            throw new IllegalArgumentException("a record's term and sequence are positive: " + term + "-" + sequence);
        }
    }

    /** {@return the next place in the same term} */
    public RecordId next() {
        return new RecordId(term, sequence + 1);
    }

    /**
     * Reads {@code term-sequence}.
     *
     * @param text as {@link #toString} gives it
     * @return the id
     */
    public static RecordId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("not a record id: " + text);
        }
        return new RecordId(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(RecordId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return term + "-" + sequence;
    }
}
