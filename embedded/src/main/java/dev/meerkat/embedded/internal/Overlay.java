package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where two views of the collections differ: of each such document the version of the view that the collections don't
 * show at the moment. {@link #exchange} makes them show the other view.
 */
final class Overlay {

    /** A place for a document. Places aren't used again. */
    record Slot(EmbeddedCollection collection, int position) {}

    private Map<Slot, @Nullable Document> hidden = new LinkedHashMap<>();

    boolean holds(Slot slot) {
        return hidden.containsKey(slot);
    }

    /** Notes the hidden view's version, null if it has none there; an earlier note of the same place stays. */
    void note(Slot slot, @Nullable Document version) {
        if (!hidden.containsKey(slot)) {
            hidden.put(slot, version);
        }
    }

    /** Shows the hidden view and hides the shown one. All is taken out first, so that unique keys may change hands. */
    void exchange() {
        Map<Slot, @Nullable Document> taken = new LinkedHashMap<>();
        hidden.forEach((slot, version) -> taken.put(slot, slot.collection.takeOut(slot.position)));
        hidden.forEach((slot, version) -> {
            if (version != null) {
                slot.collection.putIn(slot.position, version);
            }
        });
        hidden = taken;
    }

    void forEach(BiConsumer<Slot, @Nullable Document> action) {
        hidden.forEach(action);
    }

    void forget(EmbeddedCollection collection) {
        hidden.keySet().removeIf(slot -> slot.collection == collection);
    }
}
