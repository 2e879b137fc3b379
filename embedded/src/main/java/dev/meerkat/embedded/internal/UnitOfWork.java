package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes that are done together or not at all: those of a transaction, or of one command while transactions are open.
 * While it runs, the collections show its view: what was committed when it began, and what it wrote itself.
 */
final class UnitOfWork {

    private final long start;
    private final Overlay own = new Overlay();
    private final Overlay images = new Overlay();
    private final List<ChangeEntry> entries = new ArrayList<>();
    private final Set<EmbeddedCollection> touched = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param start the number of the last change of the catalog that it sees */
    UnitOfWork(long start) {
        this.start = start;
    }

    /** What it wrote, against what is committed. */
    Overlay own() {
        return own;
    }

    /** What others have committed since it began, against what was there before. */
    Overlay images() {
        return images;
    }

    /** Its changes in their order, which have no time yet. */
    List<ChangeEntry> entries() {
        return entries;
    }

    /** The collections that it has read or written: they keep their shape until it ends. */
    Set<EmbeddedCollection> touched() {
        return touched;
    }

    /** Whether the collection was made or changed its name or indexes after this began. */
    boolean isOlderThan(EmbeddedCollection collection) {
        return collection.shapedAt() > start;
    }

    void noteImage(Overlay.Slot slot, @Nullable Document before) {
        if (!isOlderThan(slot.collection())) {
            images.note(slot, before);
        }
    }

    /** From the committed view to this one. */
    void enter() {
        images.exchange();
        own.exchange();
    }

    /** From this view to the committed one. */
    void leave() {
        own.exchange();
        images.exchange();
    }
}
