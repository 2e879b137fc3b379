package dev.meerkat.cache;

import org.jspecify.annotations.Nullable;

/**
 * A cached result: a majority snapshot at or after {@link #asof()}. Thread-safe; the bytes must not be changed.
 */
public final class Entry {

    private static final int OVERHEAD = 160;

    private final long asof;
    private final long upTo;
    private final byte[] documents;
    private final Inputs inputs;
    private final Dependencies widest;
    private volatile Dependencies dependencies;
    private volatile Disturbances.@Nullable Watch watch;
    private volatile boolean settled;
    private @Nullable Dependencies choosing;
    private InputReads.@Nullable Later later;
    private final long expiresAtMillis;
    private volatile @Nullable Object shared;

    /**
     * Made of what a read gave.
     *
     * @param asof the cluster time chosen before MongoDB was read
     * @param upTo the reply's operation time, for session tokens only
     * @param documents the result's BSON documents, one after the other
     * @param dependencies what any result of the reader's own query depends on
     * @param expiresAtMillis the wall time at which it is forgotten; takes no part in correctness
     */
    public Entry(long asof, long upTo, byte[] documents, Dependencies dependencies, long expiresAtMillis) {
        this(asof, upTo, documents, Inputs.NOT_ASKED, dependencies, expiresAtMillis);
    }

    /**
     * Made of what two reads gave.
     *
     * @param upTo the later reply's operation time
     * @param inputs what the other one said the result was made of
     */
    Entry(long asof, long upTo, byte[] documents, Inputs inputs, Dependencies dependencies, long expiresAtMillis) {
        this.asof = asof;
        this.upTo = upTo;
        this.documents = documents;
        this.inputs = inputs;
        this.widest = dependencies;
        this.dependencies = dependencies;
        this.expiresAtMillis = expiresAtMillis;
    }

    /** {@return the cluster time that the result reflects at least} */
    public long asof() {
        return asof;
    }

    /** {@return the reply's operation time} */
    public long upTo() {
        return upTo;
    }

    /** {@return the result's BSON documents, one after the other; empty where nothing was found} Not to be changed. */
    public byte[] documents() {
        return documents;
    }

    /** {@return what may invalidate it, as far as is known now} */
    public Dependencies dependencies() {
        Disturbances.Watch open = watch;
        if (open != null) {
            boolean over = open.isOver();
            if (open.isDisturbed()) {
                dependencies = widest;
                watch = null;
            } else if (over) {
                settled = true;
                watch = null;
            }
        }
        return dependencies;
    }

    /** Which documents the result was made of, where that was asked. */
    Inputs inputs() {
        return inputs;
    }

    /** What may invalidate any result of the same read. Never changes. */
    Dependencies widest() {
        return widest;
    }

    /**
     * From now on no more than this may invalidate it, unless its read turns out to have been disturbed. Where an earlier read
     * told which documents it is made of, that doesn't matter: of these alone a change meanwhile counts, and lets go of it. To
     * be said before others see the entry.
     *
     * @param request what it is the result of
     * @param read watched the read
     */
    void narrow(ReadRequest request, Disturbances.Watch read) {
        read.until(upTo);
        choosing = inputs.ids() == null || inputs.asof() == asof ? null : request.selection();
        dependencies = request.dependenciesOf(documents, inputs.ids());
        if (choosing == null) {
            watch = read;
        } else {
            read.end();
        }
    }

    /** What must not have changed since {@link Inputs#asof}, where that is another version than the entry's own; else null. */
    @Nullable
    Dependencies choosing() {
        return choosing;
    }

    /**
     * Which documents it was made of, where that is known and nothing can show any more that they were others; else null.
     *
     * @param shown whether it has them in it
     */
    @Nullable
    Inputs settledInputs(boolean shown) {
        if (choosing != null) {
            return inputs;
        }
        dependencies();
        if (settled && (shown || inputs.ids() != null)) {
            return shown ? Inputs.in(documents, asof) : inputs;
        }
        return later != null && later.isSettled() ? later.inputs() : null;
    }

    /** What later results of the same read may be made of; null where nothing is known about that. */
    InputReads.@Nullable Later later() {
        return later;
    }

    /** To be said before others see the entry. */
    void leaveToLater(InputReads.@Nullable Later its) {
        later = its;
    }

    /** {@return the wall time, in milliseconds since 1970, at which it is forgotten} */
    public long expiresAtMillis() {
        return expiresAtMillis;
    }

    /**
     * {@return the decoded result that all callers may share, because nobody can change it; null where there is none}
     */
    public @Nullable Object shared() {
        return shared;
    }

    /**
     * Keeps the decoded result for all callers. Only for values that are immutable through and through.
     *
     * @param decoded immutable through and through
     */
    public void share(Object decoded) {
        shared = decoded;
    }

    /** About how many bytes it takes in memory, without its key. */
    int weight() {
        int bytes = documents.length;
        return OVERHEAD
                + inputs.weight()
                + (later == null ? 0 : later.inputs().weight())
                + dependencies.tags().length * Long.BYTES
                + (shared == null ? bytes : 3 * bytes);
    }
}
