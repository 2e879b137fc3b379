package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
    private final Set<UniqueKey> keys = new HashSet<>();
    private final Set<UniqueKey> othersKeys = new HashSet<>();
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

    /** Notes a write of its own. */
    void wrote(Overlay.Slot slot, @Nullable Document before, Set<UniqueKey> written) {
        own.note(slot, before);
        keys.addAll(written);
    }

    /** Keeps what it sees as it was before another's writes, which are visible to others from now on. */
    void keepViewAgainst(UnitOfWork committed) {
        othersKeys.addAll(committed.keys);
        committed.own.forEach((slot, before) -> {
            if (!isOlderThan(slot.collection())) {
                images.note(slot, before == null ? null : before.cloneDeeply());
            }
        });
    }

    /** Whether others have committed a write of this document or of one of these keys since this began. */
    boolean missed(Overlay.Slot slot, Set<UniqueKey> written) {
        return images.holds(slot) || !Collections.disjoint(othersKeys, written);
    }

    /** Whether this has written the document or one of these keys, even if it has removed them again. */
    boolean claims(Overlay.Slot slot, Set<UniqueKey> written) {
        return own.holds(slot) || !Collections.disjoint(keys, written);
    }

    /** Forgets what it saw of a collection that is about to change its shape. */
    void forget(EmbeddedCollection collection) {
        images.forget(collection);
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
