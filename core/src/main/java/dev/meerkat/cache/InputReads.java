package dev.meerkat.cache;

import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which documents a result is made of, where the read's last result would still be valid if that had been known: a sum
 * over a user's orders then survives the update of another user's. A result that has them in it tells by itself. Thread-safe.
 *
 * <p>MongoDB is asked in a read of its own, beside the one that gives the result, so only where it is worth it: where what
 * chooses the documents has not changed since the last result, but something else has. The same {@link Disturbances.Watch}
 * is over both reads: where nothing changed between the version and the later reply, both are of one moment.
 *
 * <p>Once an answer is known to be undisturbed it is good for the next results too, as long as nothing has changed that
 * chooses the documents since the version of the answer. So such a result has two versions: its own, and {@link
 * Inputs#asof}, which counts for what chooses. It doesn't matter whether its read is disturbed.
 */
final class InputReads {

    private final Invalidations invalidations;

    InputReads(Invalidations invalidations) {
        this.invalidations = invalidations;
    }

    /**
     * What the result is made of, as far as it is worth knowing and can be had.
     *
     * @param before the read's last result, which is not valid any more
     * @param read watches since before the result was read
     */
    Inputs of(ReadRequest request, Loader loader, long asof, @Nullable Entry before, Disturbances.Watch read) {
        Dependencies choosing = before == null ? null : request.selection();
        if (before == null || choosing == null) {
            return Inputs.NOT_ASKED;
        }
        Inputs known = before.inputs();
        if (known.tooMany()) {
            return known;
        }
        Inputs settled = before.settledInputs(request.showsInputs());
        byte[] ids = settled == null ? null : settled.ids();
        if (settled != null && ids != null && !isChanged(choosing, settled.asof())) {
            return Inputs.of(ids, settled.asof());
        }
        if (request.showsInputs()) {
            return Inputs.NOT_ASKED;
        }
        boolean worthIt = known.ids() != null
                || (isChanged(before.dependencies(), before.asof()) && !isChanged(choosing, before.asof()));
        return worthIt && read.isQuiet() // else any change lets go of the result, whatever it is made of
                ? ask(loader, asof)
                : Inputs.NOT_ASKED;
    }

    private static Inputs ask(Loader loader, long asof) {
        try {
            return loader.loadInputs(asof, Inputs.MOST) instanceof Loaded.Complete answer
                    ? new Inputs(answer.documents(), false, asof, answer.operationTime())
                    : Inputs.TOO_MANY;
        } catch (PortException e) {
            return Inputs.NOT_ASKED; // the result is as good without
        }
    }

    private boolean isChanged(Dependencies dependencies, long since) {
        return ClusterTime.isAfter(invalidations.latest(dependencies), since);
    }
}
